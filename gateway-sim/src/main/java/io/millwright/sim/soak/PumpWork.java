package io.millwright.sim.soak;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import io.millwright.sim.contract.RegistryFile;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the gateways of a soak run report: four pumps each, whose hours fall due for service, whose
 * temperature goes past its limit, and which trip now and then. Message n of a gateway is the same
 * whenever it is made, so nobody has to remember what was sent.
 *
 * @param gateways how many, 1 or more
 * @param startMillis epoch milliseconds of the first message
 * @param spacingMillis event time from one message of a gateway to its next
 * @param temperatures how many readings of temperature a message of readings holds; 0: five in each
 *     twentieth message
 */
record PumpWork(int gateways, long startMillis, int spacingMillis, int temperatures) {
  static final int PUMPS = 4;
  static final String HOURS = "hours";
  static final String TEMPERATURE = "temp";

  private static final int TRIP_EVERY = 1_000;
  private static final int MIXED_EVERY = 20;
  private static final int MIXED_TEMPERATURES = 5;
  private static final int HOT_EVERY = 100;

  /** Receives the readings of a message. */
  @FunctionalInterface
  interface Sink {
    /**
     * One reading.
     *
     * @param pump 0 to 3
     * @param meter its name
     * @param millis epoch milliseconds
     * @param value exact in binary, so that it comes back as it went
     */
    void reading(int pump, String meter, long millis, double value);
  }

  PumpWork {
    // The pump's earlier message must not hold the same millisecond.
    if (spacingMillis < 1 || (long) spacingMillis * PUMPS < Math.max(temperatures, MIXED_EVERY)) {
      throw new IllegalArgumentException(
          "Messages " + spacingMillis + " ms apart have no room for their readings");
    }
  }

  static String gateway(int number) {
    return "gw-" + number;
  }

  static String pump(int gateway, int pump) {
    return "P-" + gateway + "-" + pump;
  }

  /** The assets and gateways; the first two pumps of a gateway are the CMMS's, the others FSM's. */
  String registry() {
    RegistryFile file = new RegistryFile();
    for (int gateway = 0; gateway < gateways; gateway++) {
      for (int pump = 0; pump < PUMPS; pump++) {
        file.asset(asset(pump(gateway, pump), pump < PUMPS / 2));
      }
      int number = gateway;
      file.gateway(
          gateway(gateway),
          gateway(gateway),
          IntStream.range(0, PUMPS).mapToObj(pump -> pump(number, pump)).toList());
    }
    return file.yaml();
  }

  private static Asset asset(String tag, boolean owned) {
    return new Asset(
        tag,
        tag,
        "pump",
        "yard",
        ZoneOffset.UTC,
        owned ? Ownership.OWNED : Ownership.CONTRACTED,
        3,
        null,
        owned ? VisitDetails.NONE : new VisitDetails("ACC-1", "LOC-1", "Ms Ward", "north"),
        List.of(
            Meter.of(HOURS, MeterKind.COUNTER, "h"),
            Meter.of(TEMPERATURE, MeterKind.GAUGE, "degC")));
  }

  /** The event time of a gateway's message, epoch milliseconds; none of its readings is later. */
  long time(long number) {
    return startMillis + number * spacingMillis;
  }

  /** Whether a message tells of a fault instead of readings. */
  boolean isFault(long number) {
    return number / PUMPS % TRIP_EVERY == TRIP_EVERY - 1;
  }

  private int temperatures(long step) {
    boolean mixed = step % MIXED_EVERY == MIXED_EVERY - 1;
    return temperatures > 0 ? temperatures : mixed ? MIXED_TEMPERATURES : 0;
  }

  /** Tells the readings of a message, in their order. */
  void read(long number, Sink sink) {
    if (isFault(number)) {
      return;
    }
    int pump = (int) (number % PUMPS);
    long step = number / PUMPS;
    long time = time(number);
    int count = temperatures(step);
    double shown = step / MIXED_EVERY % HOT_EVERY == HOT_EVERY / 2 ? 95.5 : 60.25;
    for (int i = count - 1; i >= 0; i--) {
      sink.reading(pump, TEMPERATURE, time - i, shown);
    }
    sink.reading(pump, HOURS, time, step * (pump + 1) / 8.0);
  }

  /** How many readings a message holds. */
  int readings(long number) {
    return isFault(number) ? 0 : temperatures(number / PUMPS) + 1;
  }

  String topic(int gateway, long number) {
    return "millwright/v1/" + gateway(gateway) + (isFault(number) ? "/faults" : "/readings");
  }

  byte[] payload(int gateway, long number) {
    StringBuilder json = new StringBuilder(readings(number) * 80 + 80);
    if (isFault(number)) {
      boolean active = number / PUMPS / TRIP_EVERY % 2 == 0;
      json.append("{\"asset\":\"")
          .append(pump(gateway, (int) (number % PUMPS)))
          .append("\",\"code\":\"E-1\",\"time\":")
          .append(time(number))
          .append(",\"active\":")
          .append(active)
          .append('}');
    } else {
      json.append('[');
      read(
          number,
          (pump, meter, millis, value) -> append(json, gateway, pump, meter, millis, value));
      json.setCharAt(json.length() - 1, ']');
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(
      StringBuilder json, int gateway, int pump, String meter, long millis, double value) {
    json.append("{\"asset\":\"")
        .append(pump(gateway, pump))
        .append("\",\"meter\":\"")
        .append(meter)
        .append("\",\"time\":")
        .append(millis)
        .append(",\"value\":")
        .append(value)
        .append("},");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d gateways with %d pumps, %d ms apart", gateways, PUMPS, spacingMillis);
  }
}
