package io.millwright.sim.bench;

/** The rules of each loaded asset: looked at with every reading, due for none but the probe's. */
final class BenchPlans {
  static final String YAML =
      """
      plans:
        - id: service
          title: 250 h service
          for: {class: load}
          usage: {meter: m0, every: 250, unit: h, lead: 5}
          work: {type: PM, description: Service}
      conditions:
        - id: hot
          title: Too hot
          for: {class: load}
          above: {meter: m1, limit: 90, unit: degC}
          work: {type: CM, description: Look}
        - id: cold
          title: Too cold
          for: {class: load}
          below: {meter: m3, limit: 5, unit: degC, on_delay: 1 min}
          work: {type: CM, description: Look}
      """;

  private BenchPlans() {}
}
