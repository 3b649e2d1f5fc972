/** The command line: sim fleet, sim replay, sim stand-in. */
@NullMarked
package io.millwright.sim.cli;

import org.jspecify.annotations.NullMarked;
