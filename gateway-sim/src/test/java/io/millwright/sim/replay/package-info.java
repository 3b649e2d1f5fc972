@NullMarked
package io.millwright.sim.replay;

import org.jspecify.annotations.NullMarked;
