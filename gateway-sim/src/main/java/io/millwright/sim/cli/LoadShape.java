package io.millwright.sim.cli;

import io.millwright.sim.load.LoadPlan;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much {@code sim load} publishes. */
final class LoadShape {
  @Option(names = "--gateways", defaultValue = "10", description = "Connections.")
  private int gateways;

  @Option(names = "--meters", defaultValue = "10000", description = "Meters of all gateways.")
  private int meters;

  @Option(names = "--readings", defaultValue = "50", description = "Readings in each message.")
  private int readings;

  @Option(names = "--qos", defaultValue = "1", description = "0 or 1.")
  private int qos;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Messages a second of all gateways; 0: as fast as they are answered.")
  private double rate;

  @Option(
      names = "--window",
      defaultValue = "64",
      description = "Unacknowledged messages a gateway; the server may allow fewer.")
  private int window;

  @Option(names = "--seconds", defaultValue = "10", description = "How long it is measured.")
  private double seconds;

  @Option(names = "--warm-up", defaultValue = "3", description = "Seconds before that.")
  private double warmUp;

  LoadPlan plan() {
    return new LoadPlan(
        gateways, meters, readings, qos, rate, window, duration(warmUp), duration(seconds));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
