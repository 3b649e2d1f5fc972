/** The simulated world against the real service on a real TimescaleDB. */
@NullMarked
package io.millwright.sim.endtoend;

import org.jspecify.annotations.NullMarked;
