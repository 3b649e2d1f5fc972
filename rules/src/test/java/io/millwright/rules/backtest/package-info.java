@NullMarked
package io.millwright.rules.backtest;

import org.jspecify.annotations.NullMarked;
