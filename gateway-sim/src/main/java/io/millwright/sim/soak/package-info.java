/** Long runs that try to break the service: {@code ./millwright soak ...}. */
@NullMarked
package io.millwright.sim.soak;

import org.jspecify.annotations.NullMarked;
