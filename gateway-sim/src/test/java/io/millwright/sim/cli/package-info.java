@NullMarked
package io.millwright.sim.cli;

import org.jspecify.annotations.NullMarked;
