/** Meters: life-to-date over rollovers and replacements, and how fast it grows. */
@NullMarked
package io.millwright.rules.meter;

import org.jspecify.annotations.NullMarked;
