/** A data set from a file, published as if its assets were reporting it now. */
@NullMarked
package io.millwright.sim.replay;

import org.jspecify.annotations.NullMarked;
