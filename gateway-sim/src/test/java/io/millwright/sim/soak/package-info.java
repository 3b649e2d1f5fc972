@NullMarked
package io.millwright.sim.soak;

import org.jspecify.annotations.NullMarked;
