/** Conditions on one asset: what they watch, and when that becomes an episode. */
@NullMarked
package io.millwright.rules.condition;

import org.jspecify.annotations.NullMarked;
