/** Sparkplug edge nodes against the whole service. */
@NullMarked
package io.millwright.sim.sparkplug;

import org.jspecify.annotations.NullMarked;
