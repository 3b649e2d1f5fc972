package io.millwright.ingest.testing;

import io.millwright.ingest.testing.StubbornGateway.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Two pumps behind a gateway, read every ten seconds of their time: hours that fall due for
 * service, a temperature that goes past its limit, and a fault that comes and goes.
 */
public final class PumpLoad {
  public static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h, lead: 5}
          work: {type: PM}
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC, on_delay: 1 min}
          work: {type: CM, description: Look}
        - id: tripped
          title: Tripped
          for: {class: pump}
          fault: {code: E-1}
          work: {type: EM, description: Run}
      """;

  /** After so many readings each rule has raised an order. */
  public static final int READINGS_FOR_EACH_RULE = 2_000;

  private static final int STEPS = 5;
  private static final int FAULT_EVERY = 40;
  private static final double HOURS_A_STEP = 0.25;

  private static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
  private final String gateway;
  private final List<String> pumps;
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

  public PumpLoad(int number) {
    this.gateway = "gw-" + number;
    this.pumps = List.of("P-" + number + "-A", "P-" + number + "-B");
  }

  /** The assets and gateways of so many loads. */
  public static String registry(int loads) {
    StringBuilder assets = new StringBuilder("assets:\n");
    StringBuilder gateways = new StringBuilder("gateways:\n");
    for (int i = 0; i < loads; i++) {
      PumpLoad load = new PumpLoad(i);
      for (String pump : load.pumps) {
        assets.append(
            "  - {tag: %s, class: pump, ownership: owned, meters: [{name: hours, kind: counter, unit: h}, {name: temp, kind: gauge, unit: degC}]}\n"
                .formatted(pump));
      }
      gateways.append(
          "  - {id: %s, password: %s, assets: %s}\n"
              .formatted(load.gateway, load.gateway, load.pumps));
    }
    return assets.append(gateways).toString();
  }

  public String gateway() {
    return gateway;
  }

  /** Each acknowledged reading: tag, meter, epoch milliseconds, value. */
  public List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** The n-th message: mostly readings of both pumps, now and then a fault. */
  public Message message(long number) {
    if (number % FAULT_EVERY == FAULT_EVERY - 1) {
      boolean active = number / FAULT_EVERY % 2 == 0;
      return new Message(
          "faults",
          "{\"asset\":\"%s\",\"code\":\"E-1\",\"time\":%d,\"active\":%s}"
              .formatted(pumps.get(0), time(number * STEPS), active),
          () -> {});
    }
    StringJoiner json = new StringJoiner(",", "[", "]");
    List<String> rows = new ArrayList<>();
    for (long step = number * STEPS; step < (number + 1) * STEPS; step++) {
      double temperature = step / 50 % 3 == 2 ? 95.5 : 60.25;
      for (String pump : pumps) {
        add(json, rows, pump, "hours", time(step), step * HOURS_A_STEP + 0.125);
        add(json, rows, pump, "temp", time(step), temperature);
      }
    }
    return new Message("readings", json.toString(), () -> acknowledged.addAll(rows));
  }

  private long time(long step) {
    return START + step * 10_000;
  }

  private static void add(
      StringJoiner json, List<String> rows, String pump, String meter, long time, double value) {
    json.add(Readings.of(pump, meter, time, value));
    rows.add(String.format(Locale.ROOT, "%s %s %d %s", pump, meter, time, value));
  }
}
