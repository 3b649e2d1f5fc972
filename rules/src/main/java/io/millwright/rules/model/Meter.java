package io.millwright.rules.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One meter of an asset.
 *
 * @param name the name gateways publish under, unique within the asset, such as {@code
 *     engine_hours}
 * @param kind what its value means
 * @param unit the unit of its values, such as {@code h} or {@code degC}
 * @param reports what a reading of a counter is
 * @param rolloverPoint for a counter that wraps to zero: the first value it cannot show (a five
 *     digit hour counter: 100000); null when it does not wrap
 */
public record Meter(
    String name, MeterKind kind, String unit, Reports reports, @Nullable Double rolloverPoint) {

  /** What a reading of a counter is. */
  public enum Reports {
    /** What the counter shows. */
    TOTAL,
    /** How much was added since the reading before. */
    DELTA;

    /** The name used in files, tables and the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the name used in files, tables and the API.
     *
     * @param word {@code total} or {@code delta}
     * @return what a reading is
     * @throws IllegalArgumentException when the word is neither
     */
    public static Reports of(String word) {
      for (Reports reports : values()) {
        if (reports.word().equals(word)) {
          return reports;
        }
      }
      throw new IllegalArgumentException(
          "A meter cannot report '" + word + "': use total or delta");
    }
  }

  /** Validates the name and the rollover point. */
  public Meter {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A meter needs a name");
    }
    if (reports == Reports.DELTA && kind != MeterKind.COUNTER) {
      throw new IllegalArgumentException(
          "Meter '" + name + "' is a " + kind.word() + ": only a counter reports increases");
    }
    if (rolloverPoint != null && reports == Reports.DELTA) {
      throw new IllegalArgumentException(
          "Meter '" + name + "' reports increases: they do not roll over");
    }
    if (rolloverPoint != null) {
      if (kind != MeterKind.COUNTER) {
        throw new IllegalArgumentException(
            "Meter '" + name + "' is a " + kind.word() + ": only a counter has a rollover point");
      }
      if (!(rolloverPoint > 0) || Double.isInfinite(rolloverPoint)) {
        throw new IllegalArgumentException(
            "Meter '" + name + "': the rollover point must be above 0, not " + rolloverPoint);
      }
    }
  }

  /**
   * A meter whose readings are what it shows.
   *
   * @param name its name
   * @param kind what its value means
   * @param unit the unit of its values
   * @param rolloverPoint the first value it cannot show, or null
   */
  public Meter(String name, MeterKind kind, String unit, @Nullable Double rolloverPoint) {
    this(name, kind, unit, Reports.TOTAL, rolloverPoint);
  }

  /**
   * A meter that does not wrap.
   *
   * @param name its name
   * @param kind what its value means
   * @param unit the unit of its values
   * @return the meter
   */
  public static Meter of(String name, MeterKind kind, String unit) {
    return new Meter(name, kind, unit, Reports.TOTAL, null);
  }
}
