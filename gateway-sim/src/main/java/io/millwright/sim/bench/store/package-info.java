/**
 * {@code bench store}: what it costs to store readings ({@code StoreWay}), beside the least that it
 * can cost, in one run on one table ({@code StoreBench}).
 */
@NullMarked
package io.millwright.sim.bench.store;

import org.jspecify.annotations.NullMarked;
