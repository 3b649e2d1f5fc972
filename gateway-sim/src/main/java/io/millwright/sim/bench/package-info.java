/**
 * {@code bench ingest}: what the service takes beside what the database would take. Starts a
 * database, service processes ({@code BenchService}) and brokers ({@code Mosquitto}) of its own;
 * the load is made in this process ({@code IngestBench}); the limit is {@code CopyLimit}; what
 * others would do is {@code CamelPeer}; cost is read from /proc ({@code ProcessCpu}).
 */
@NullMarked
package io.millwright.sim.bench;

import org.jspecify.annotations.NullMarked;
