package io.millwright.sim.soak;

import java.util.List;

/** Every decoder that meets bytes from outside. A new decoder is one more line here. */
public final class FuzzTargets {
  private FuzzTargets() {}

  /**
   * Makes one of each.
   *
   * @return the targets
   */
  public static List<FuzzTarget> all() {
    return List.of(
        new MqttTarget(),
        new JsonTarget(),
        new SparkplugTarget(),
        new PlainTopicsTarget(),
        new TopicTarget());
  }
}
