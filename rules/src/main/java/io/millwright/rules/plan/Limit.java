package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * A value past a limit.
 *
 * @param meter the meter's name; of a counter, too, the value as it is shown is compared
 * @param unit the unit of the numbers here; the meter's, or one it can be converted to
 * @param bounds where the value is right
 * @param window what is compared instead of the newest value, or null
 * @param persistence how long and how often it must be wrong, and right again
 */
public record Limit(
    String meter, String unit, Bounds bounds, @Nullable Window window, Persistence persistence)
    implements Signal.MeterLeaf {

  @Override
  public String identity() {
    return bounds.side()
        + " "
        + (window == null
            ? ""
            : window.of().word() + " over " + window.overMillis() / 1000 + " s of ")
        + meter;
  }
}
