/** Tests of the demo. */
@NullMarked
package io.millwright.sim.demo;

import org.jspecify.annotations.NullMarked;
