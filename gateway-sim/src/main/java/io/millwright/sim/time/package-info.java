/** Simulated time and pacing: real time comes in as a parameter. */
@NullMarked
package io.millwright.sim.time;

import org.jspecify.annotations.NullMarked;
