package io.millwright.ingest.testing;

import java.util.Locale;

/** Readings as gateways write them. */
public final class Readings {
  private Readings() {}

  /** One reading; the time is an Instant or epoch milliseconds. */
  public static String of(String asset, String meter, Object time, double value) {
    return of(asset, meter, time, value, "");
  }

  /** One reading with further fields, such as {@code ,"historical":true}. */
  public static String of(String asset, String meter, Object time, double value, String further) {
    String written = time instanceof Number ? time.toString() : "\"" + time + "\"";
    return String.format(
        Locale.ROOT,
        "{\"asset\":\"%s\",\"meter\":\"%s\",\"time\":%s,\"value\":%s%s}",
        asset,
        meter,
        written,
        value,
        further);
  }
}
