@NullMarked
package io.millwright.rules.condition;

import org.jspecify.annotations.NullMarked;
