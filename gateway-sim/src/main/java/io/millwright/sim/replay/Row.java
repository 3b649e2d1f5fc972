package io.millwright.sim.replay;

import java.util.List;

/**
 * A line of a data set.
 *
 * @param line its number in the file, from 1
 * @param cells its cells, from the left
 */
record Row(long line, List<String> cells) {}
