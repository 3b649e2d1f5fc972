package io.millwright.ingest.quarantine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a message, or one reading, fault or event of it, was not taken. */
public enum QuarantineReason {
  /** No decoder understands the payload. */
  UNDECODABLE("The payload is not in the notation of its topic."),
  /** It is decoded, but a required field is missing or of the wrong type. */
  MALFORMED("A required field is missing or of the wrong type."),
  /** Sparkplug data that refers to a birth we have not seen. */
  UNKNOWN_ALIAS("No birth is known that says what this is: the rebirth tells the value anew."),
  /** Sparkplug data whose place in the sequence is lost, and with it what its aliases mean. */
  OUT_OF_SEQUENCE("Messages before it are missing: the rebirth tells the value anew."),
  /** No asset has the tag. */
  UNKNOWN_ASSET("No asset has this tag: import it, then replay."),
  /** The asset has no meter of the name. */
  UNKNOWN_METER("The asset has no meter of this name: import it, then replay."),
  /** Larger than a message may be: its payload was never read. */
  TOO_LARGE("The message is larger than the limit: have it split, or raise the limit."),
  /** The topic is not the gateway's own, or the asset is not bound to it. */
  NOT_AUTHORISED("The gateway may not publish this: bind the asset to it, then replay."),
  /** The event does not fit the kind of the meter. */
  WRONG_KIND("The meter is of another kind than the message needs."),
  /** The given unit is not the meter's, and cannot be converted to it. */
  UNIT_MISMATCH("The unit is not the meter's and cannot be converted to it."),
  /** A counter fell, and neither a rollover nor a replacement explains it. */
  UNEXPLAINED_DROP("The counter fell without a reason: record the replacement, then replay."),
  /** The value cannot be, such as one that the counter cannot show. */
  IMPLAUSIBLE("The value cannot be true of this meter."),
  /** More usage than time has passed, by the plan file. */
  FASTER_THAN_TIME("The counter rose faster than the plan file's 'rise_at_most' says it can."),
  /** Too far from the reading before, by the plan file. */
  JUMP("The value is farther from the one before than the plan file's 'jump_at_most'."),
  /** Outside of what the plan file says the meter can show. */
  OUT_OF_RANGE("The value is not between the plan file's 'from' and 'to'."),
  /** The same value for longer than the plan file believes. */
  STUCK_VALUE("The value has not changed for longer than the plan file's 'stuck_after'."),
  /** An increase that is older than those remembered. */
  TOO_LATE("The increase is too old to know whether it was counted: correct a later one."),
  /** The time is further ahead than clocks may differ. */
  FUTURE_TIME("The reading is from the future: set the gateway's clock."),
  /** The time is before what is still stored. */
  TOO_OLD("The reading is older than what is kept."),
  /** Another value is stored for the same meter and time. */
  CONFLICTING_VALUE("Another value is stored for this meter and time."),
  /** The database will never take it, such as for a constraint or a trigger. */
  REFUSED_BY_DATABASE(
      "The database refuses it or an order that follows from it: see the detail, then replay."),
  /** The fold failed on it: a defect of Millwright. */
  RULES_FAILED("The rules failed on it, a defect of Millwright: report the detail, then replay."),
  /** The rules have failed on its asset before, so it was not tried. */
  ASSET_SET_ASIDE("Its asset is set aside since the rules failed on it: see the log, then replay.");

  private final String sentence;

  QuarantineReason(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Returns the code used in the table, the API and the metric.
   *
   * @return the name in lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what it means and what helps.
   *
   * @return a sentence
   */
  public String sentence() {
    return sentence;
  }

  /**
   * Reads the code.
   *
   * @param word such as {@code unknown_asset}
   * @return the reason
   * @throws IllegalArgumentException when there is no such code
   */
  public static QuarantineReason of(String word) {
    for (QuarantineReason reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    throw new IllegalArgumentException(
        "Unknown reason '"
            + word
            + "': use one of "
            + Arrays.stream(values())
                .map(QuarantineReason::word)
                .collect(Collectors.joining(", ")));
  }
}
