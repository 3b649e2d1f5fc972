/** Simulated Sparkplug B edge nodes: births, deaths, rebirths, and faults on demand. */
@NullMarked
package io.millwright.sim.sparkplug;

import org.jspecify.annotations.NullMarked;
