@NullMarked
package io.millwright.sim.standin;

import org.jspecify.annotations.NullMarked;
