package io.millwright.rules.backtest;

import io.millwright.rules.planfile.Spans;
import org.jspecify.annotations.Nullable;

/**
 * How long before a failure an order is of use. All in milliseconds.
 *
 * @param min an order that comes later leaves no time to act
 * @param max an order that comes earlier wastes remaining life
 * @param nuisance an order further away than this has nothing to do with the failure
 */
public record LeadWindow(long min, long max, long nuisance) {

  /** Validates the order of the three. */
  public LeadWindow {
    if (min < 0 || min > max || max > nuisance) {
      throw new IllegalArgumentException(
          "A lead window needs 0 <= from <= to <= nuisance limit, not "
              + Leads.exactly(min)
              + ", "
              + Leads.exactly(max)
              + ", "
              + Leads.exactly(nuisance));
    }
  }

  /**
   * Reads a window as people write it.
   *
   * @param range from and to, such as {@code 10h..60h}
   * @param nuisance the nuisance limit, such as {@code 100 h}; null: the end of the window
   * @return the window
   * @throws IllegalArgumentException when it is none; the message says what would be
   */
  public static LeadWindow parse(String range, @Nullable String nuisance) {
    int dots = range.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException(
          "'" + range + "' is no lead window: write from..to, such as 10h..60h or 2d..30d");
    }
    long min = Spans.duration(range.substring(0, dots)).toMillis();
    long max = Spans.duration(range.substring(dots + 2)).toMillis();
    return new LeadWindow(min, max, nuisance == null ? max : Spans.duration(nuisance).toMillis());
  }

  /**
   * What an order was worth to the failure it came before.
   *
   * @param lead from the order to the failure, 0 or more
   */
  OrderUse judge(long lead) {
    if (lead > nuisance) {
      return OrderUse.NUISANCE;
    }
    if (lead > max) {
      return OrderUse.EARLY;
    }
    return lead < min ? OrderUse.LATE : OrderUse.USEFUL;
  }
}
