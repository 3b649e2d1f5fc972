/** Tests of reading orders off the API. */
@NullMarked
package io.millwright.sim.orders;

import org.jspecify.annotations.NullMarked;
