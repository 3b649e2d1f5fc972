/** The state of a fold as text, for checkpoints. */
@NullMarked
package io.millwright.rules.checkpoint;

import org.jspecify.annotations.NullMarked;
