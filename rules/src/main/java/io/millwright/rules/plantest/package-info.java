/**
 * Plan tests: made-up readings and events are folded by the fold that runs live, and the orders
 * that come out are compared with those a planner expects. Pure: who reads the files is elsewhere.
 */
@NullMarked
package io.millwright.rules.plantest;

import org.jspecify.annotations.NullMarked;
