package io.millwright.rules.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units that can be converted, by the exact definitions of the SI brochure (9th edition) and
 * NIST SP 811, appendix B. Any other unit fits only itself.
 */
public final class Units {
  /** One of a unit is {@code (1 * factor + shift) / divisor} of its dimension's base unit. */
  private record Unit(String dimension, double factor, double shift, double divisor) {}

  private static final Map<String, Unit> KNOWN = new HashMap<>();

  static {
    // Bases are small, so that all factors are exact and 1 in is 25.4 mm to the last bit.
    dimension("time", "s", 1, "min", 60, "h", 3600, "d", 86_400, "week", 604_800);
    dimension("length", "mm", 1, "cm", 10, "m", 1000, "km", 1e6);
    dimension("length", "in", 25.4, "ft", 304.8, "mi", 1_609_344);
    dimension("speed", "mm/s", 1, "m/s", 1000, "in/s", 25.4);
    dimension("acceleration", "mm/s2", 1, "m/s2", 1000, "g", 9806.65);
    dimension("pressure", "Pa", 1, "kPa", 1000, "MPa", 1e6, "mbar", 100, "bar", 1e5);
    dimension("pressure", "psi", 6894.757293168);
    dimension("volume", "mL", 1, "L", 1000, "m3", 1e6, "gal", 3785.411784);
    dimension("energy", "Wh", 1, "kWh", 1000, "MWh", 1e6);
    dimension("power", "W", 1, "kW", 1000, "MW", 1e6);
    dimension("mass", "kg", 1, "t", 1000, "lb", 0.45359237);
    dimension("current", "mA", 1, "A", 1000);
    KNOWN.put("K", new Unit("temperature", 1, 0, 1));
    KNOWN.put("degC", new Unit("temperature", 100, 27_315, 100));
    KNOWN.put("degF", new Unit("temperature", 500, 229_835, 900));
  }

  private Units() {}

  private static void dimension(String name, Object... units) {
    for (int i = 0; i < units.length; i += 2) {
      double one = ((Number) units[i + 1]).doubleValue();
      KNOWN.put((String) units[i], new Unit(name, one, 0, 1));
    }
  }

  /**
   * Whether a unit is one that can be converted.
   *
   * @param unit a unit such as {@code h}
   * @return whether it is
   */
  public static boolean isKnown(String unit) {
    return KNOWN.containsKey(unit);
  }

  /**
   * How to convert.
   *
   * @param from a unit such as {@code h}
   * @param to a unit such as {@code min}
   * @return the conversion; null when they are not of one dimension, or not known
   */
  public static @Nullable Conversion between(String from, String to) {
    if (from.equals(to)) {
      return Conversion.NONE;
    }
    Unit one = KNOWN.get(from);
    Unit other = KNOWN.get(to);
    if (one == null || other == null || !one.dimension.equals(other.dimension)) {
      return null;
    }
    return new Conversion(
        one.factor * other.divisor,
        one.shift * other.divisor - other.shift * one.divisor,
        one.divisor * other.factor);
  }
}
