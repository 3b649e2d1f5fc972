@NullMarked
package io.millwright.sim.bench;

import org.jspecify.annotations.NullMarked;
