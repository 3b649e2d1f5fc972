@NullMarked
package io.millwright.rules.plandiff;

import org.jspecify.annotations.NullMarked;
