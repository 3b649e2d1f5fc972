/** A mixed fleet that works, wears, breaks and gets repaired, the same for the same seed. */
@NullMarked
package io.millwright.sim.fleet;

import org.jspecify.annotations.NullMarked;
