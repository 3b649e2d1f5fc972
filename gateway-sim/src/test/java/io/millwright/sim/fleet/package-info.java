@NullMarked
package io.millwright.sim.fleet;

import org.jspecify.annotations.NullMarked;
