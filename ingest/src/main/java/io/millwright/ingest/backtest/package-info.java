/**
 * Back-tests on the stored log: reads it asset by asset, and compares with what was raised live.
 */
@NullMarked
package io.millwright.ingest.backtest;

import org.jspecify.annotations.NullMarked;
