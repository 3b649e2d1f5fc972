@NullMarked
package io.millwright.ingest.backtest;

import org.jspecify.annotations.NullMarked;
