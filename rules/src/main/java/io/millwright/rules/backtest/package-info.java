/**
 * What a plan file would have done: stored readings and events through the same fold, its orders
 * set against recorded failures. No clock, no database: both are handed in.
 */
@NullMarked
package io.millwright.rules.backtest;

import org.jspecify.annotations.NullMarked;
