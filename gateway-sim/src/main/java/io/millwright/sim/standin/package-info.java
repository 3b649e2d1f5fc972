/** A CMMS and an FSM that accept orders, misbehave as told, count, and report back. */
@NullMarked
package io.millwright.sim.standin;

import org.jspecify.annotations.NullMarked;
