package io.millwright.ingest.pipeline;

import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.rules.event.Verdict;
import org.jspecify.annotations.Nullable;

/** Says why the fold or the table did not take a reading, and what to do about it. */
final class Disbelief {
  private Disbelief() {}

  /**
   * What the fold did not believe.
   *
   * @param verdict one that does not believe it
   * @param lifeToDate the meter's, before this reading
   */
  static QuarantineEntry of(ShardItem.Reading item, Verdict verdict, @Nullable Double lifeToDate) {
    String shown = "'" + item.reading().meter() + "' showed " + item.reading().value();
    return switch (verdict) {
      case UNEXPLAINED_DROP ->
          entry(
              item,
              QuarantineReason.UNEXPLAINED_DROP,
              "Counter '"
                  + item.reading().meter()
                  + "' fell to "
                  + item.reading().value()
                  + " (life-to-date so far "
                  + lifeToDate
                  + "), and no rollover explains it: report the meter's replacement, then replay.");
      case CONFLICTING_VALUE -> conflict(item);
      case IMPLAUSIBLE_VALUE ->
          entry(
              item,
              QuarantineReason.IMPLAUSIBLE,
              shown + ", which " + counter(item.meter().meter().rolloverPoint()) + ".");
      default -> entry(item, QuarantineReason.IMPLAUSIBLE, shown + ": " + verdict + ".");
    };
  }

  private static String counter(@Nullable Double rolloverPoint) {
    return rolloverPoint == null
        ? "is more than a counter can count"
        : "a counter that rolls over at "
            + rolloverPoint
            + " cannot: correct the registered rollover point or the gateway, then replay";
  }

  /** What met another stored reading of the same meter and time. */
  static QuarantineEntry conflict(ShardItem.Reading item) {
    return entry(
        item,
        QuarantineReason.CONFLICTING_VALUE,
        "Another value is stored for this meter and time. The first one stays, or of a doubtful and"
            + " a good one the good one.");
  }

  private static QuarantineEntry entry(
      ShardItem.Reading item, QuarantineReason reason, String detail) {
    return RefusedParts.of(
        item.message().gateway(), item.message().topic(), item.reading(), reason, detail);
  }
}
