@NullMarked
package io.millwright.rules.fold;

import org.jspecify.annotations.NullMarked;
