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

  /** A reading that cannot be folded or stored, or brings about what cannot. */
  static QuarantineEntry refused(ShardItem.Reading item, RefusedException refusal) {
    return entry(item, reason(refusal), detail(refusal));
  }

  /** An event that cannot be folded or stored, or brings about what cannot. */
  static QuarantineEntry refused(ShardItem.Happened item, RefusedException refusal) {
    return entry(item, reason(refusal), detail(refusal));
  }

  /** A reading of an asset that cannot be folded at present. */
  static QuarantineEntry setAside(ShardItem.Reading item, String why) {
    return entry(item, QuarantineReason.ASSET_SET_ASIDE, setAside(why));
  }

  /** An event of an asset that cannot be folded at present. */
  static QuarantineEntry setAside(ShardItem.Happened item, String why) {
    return entry(item, QuarantineReason.ASSET_SET_ASIDE, setAside(why));
  }

  private static String setAside(String why) {
    return "The asset is set aside until the service is started again: " + why;
  }

  private static QuarantineReason reason(RefusedException refusal) {
    return refusal.isByRules()
        ? QuarantineReason.RULES_FAILED
        : QuarantineReason.REFUSED_BY_DATABASE;
  }

  private static String detail(RefusedException refusal) {
    return refusal.who() + " it, or what follows from it: " + refusal.said();
  }

  private static QuarantineEntry entry(
      ShardItem.Happened item, QuarantineReason reason, String detail) {
    QuarantineEntry entry = item.refused();
    return new QuarantineEntry(
        reason,
        detail,
        entry.gateway(),
        entry.topic(),
        entry.asset(),
        entry.meter(),
        entry.time(),
        entry.payload());
  }

  private static QuarantineEntry entry(
      ShardItem.Reading item, QuarantineReason reason, String detail) {
    return RefusedParts.of(
        item.message().gateway(), item.message().topic(), item.reading(), reason, detail);
  }
}
