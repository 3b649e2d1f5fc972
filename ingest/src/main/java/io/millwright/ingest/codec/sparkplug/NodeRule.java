package io.millwright.ingest.codec.sparkplug;

import java.util.List;

/**
 * Which asset an edge node or a device is.
 *
 * @param match compared with {@code group/edge} for an edge node, {@code group/edge/device} for a
 *     device
 * @param asset the asset's tag
 * @param metrics rules for its metrics, asked before those for all
 */
record NodeRule(NamePattern match, NameTemplate asset, List<MetricRule> metrics) {}
