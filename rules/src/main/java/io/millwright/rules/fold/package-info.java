/**
 * The fold: {@code state' = step(state, event)}. The same code runs live, in recovery and in tests;
 * it has no clock, no I/O, no randomness and no logging. An {@link
 * io.millwright.rules.fold.AssetFold} is owned by one thread at a time.
 */
@NullMarked
package io.millwright.rules.fold;

import org.jspecify.annotations.NullMarked;
