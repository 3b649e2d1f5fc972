@NullMarked
package io.millwright.sim.wire;

import org.jspecify.annotations.NullMarked;
