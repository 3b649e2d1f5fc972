/** The state of a fold as a value: for checkpoints, comparison and explanation. */
@NullMarked
package io.millwright.rules.state;

import org.jspecify.annotations.NullMarked;
