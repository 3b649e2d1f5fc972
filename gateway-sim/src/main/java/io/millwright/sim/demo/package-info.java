/** The demo: the whole system and its surroundings in one process, a week in a minute. */
@NullMarked
package io.millwright.sim.demo;

import org.jspecify.annotations.NullMarked;
