@NullMarked
package io.millwright.sim.load;

import org.jspecify.annotations.NullMarked;
