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
      case FASTER_THAN_TIME ->
          doubted(item, QuarantineReason.FASTER_THAN_TIME, shown, "rise_at_most", lifeToDate);
      case JUMP -> doubted(item, QuarantineReason.JUMP, shown, "jump_at_most", lifeToDate);
      case OUT_OF_RANGE -> doubted(item, QuarantineReason.OUT_OF_RANGE, shown, "from/to", null);
      case STUCK_VALUE -> doubted(item, QuarantineReason.STUCK_VALUE, shown, "stuck_after", null);
      case TOO_LATE ->
          entry(
              item,
              QuarantineReason.TOO_LATE,
              shown
                  + ", an increase older than the newest 64: nobody knows whether it was counted."
                  + " When it was not, add it to a later one: POST .../corrections.");
      case IMPLAUSIBLE_VALUE ->
          entry(
              item,
              QuarantineReason.IMPLAUSIBLE,
              shown + ", which " + counter(item.meter().meter().rolloverPoint()) + ".");
      default -> entry(item, QuarantineReason.IMPLAUSIBLE, shown + ": " + verdict + ".");
    };
  }

  private static QuarantineEntry doubted(
      ShardItem.Reading item,
      QuarantineReason reason,
      String shown,
      String key,
      @Nullable Double lifeToDate) {
    return entry(
        item,
        reason,
        shown
            + " "
            + item.meter().meter().unit()
            + (lifeToDate == null ? "" : " (so far " + lifeToDate + ")")
            + ", which the plan file's '"
            + key
            + "' rules out: look at the sensor, or change 'believe' and replay.");
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

  /** A reading that cannot be stored, or brings about what cannot. */
  static QuarantineEntry refused(ShardItem.Reading item, String said) {
    return entry(item, QuarantineReason.REFUSED_BY_DATABASE, detail(said));
  }

  /** An event that cannot be stored, or brings about what cannot. */
  static QuarantineEntry refused(ShardItem.Happened item, String said) {
    QuarantineEntry entry = item.refused();
    return new QuarantineEntry(
        QuarantineReason.REFUSED_BY_DATABASE,
        detail(said),
        entry.gateway(),
        entry.topic(),
        entry.asset(),
        entry.meter(),
        entry.time(),
        entry.payload());
  }

  private static String detail(String said) {
    return "The database refuses it, or what follows from it: " + said;
  }

  private static QuarantineEntry entry(
      ShardItem.Reading item, QuarantineReason reason, String detail) {
    return RefusedParts.of(
        item.message().gateway(), item.message().topic(), item.reading(), reason, detail);
  }
}
