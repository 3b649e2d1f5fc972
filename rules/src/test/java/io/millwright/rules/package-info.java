@NullMarked
package io.millwright.rules;

import org.jspecify.annotations.NullMarked;
