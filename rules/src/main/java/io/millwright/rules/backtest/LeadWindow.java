package io.millwright.rules.backtest;

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
              + min
              + ", "
              + max
              + ", "
              + nuisance
              + " ms");
    }
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
