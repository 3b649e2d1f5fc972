/** Work orders as the API lists them. */
@NullMarked
package io.millwright.sim.orders;

import org.jspecify.annotations.NullMarked;
