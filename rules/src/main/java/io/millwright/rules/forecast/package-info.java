/**
 * When plans will be due, and which parts that takes: from how fast counters have grown of late.
 * Unknown rather than wrong.
 */
@NullMarked
package io.millwright.rules.forecast;

import org.jspecify.annotations.NullMarked;
