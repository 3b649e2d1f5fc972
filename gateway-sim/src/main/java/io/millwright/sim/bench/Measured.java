package io.millwright.sim.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One measurement of one phase, or the medians of several: figures by name.
 *
 * @param figures by name; what could not be measured is left out
 */
record Measured(Map<String, Double> figures) {
  static final String MESSAGES = "messages/s";
  static final String READINGS = "readings/s";
  static final String P50 = "ack p50 ms";
  static final String P99 = "ack p99 ms";
  static final String ORDER_P50 = "order p50 ms";
  static final String ORDER_P99 = "order p99 ms";
  static final String SERVICE = "service us";
  static final String POSTGRES = "PostgreSQL us";
  static final String LOAD = "load us";
  static final String BROKER = "mosquitto us";
  static final String HEAP = "max heap MiB";
  static final String RSS = "max RSS MiB";

  Measured() {
    this(new TreeMap<>());
  }

  Measured with(String name, double value) {
    figures.put(name, value);
    return this;
  }

  /** NaN when it was not measured. */
  double get(String name) {
    return figures.getOrDefault(name, Double.NaN);
  }

  /** The median of each figure. */
  static Measured medians(List<Measured> rounds) {
    Measured medians = new Measured();
    rounds.stream()
        .flatMap(round -> round.figures.keySet().stream())
        .distinct()
        .forEach(
            name -> {
              double[] values =
                  rounds.stream()
                      .mapToDouble(round -> round.get(name))
                      .filter(value -> !Double.isNaN(value))
                      .sorted()
                      .toArray();
              int middle = values.length / 2;
              medians.with(
                  name,
                  values.length % 2 == 1
                      ? values[middle]
                      : (values[middle - 1] + values[middle]) / 2);
            });
    return medians;
  }
}
