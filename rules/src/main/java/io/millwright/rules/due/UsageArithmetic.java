package io.millwright.rules.due;

import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.meter.UsageRate;
import io.millwright.rules.plan.UsageTrigger;
import java.time.Duration;
import java.util.List;

/** Says in words how a usage half came to be due. */
final class UsageArithmetic {
  private UsageArithmetic() {}

  /** {@code at 250 h; engine_hours is at 245 h (5 h to go, lead 5 h)}. */
  static String words(UsageHalf half) {
    UsageTrigger trigger = half.trigger;
    double toGo = half.due() - half.meter.total();
    return "at "
        + Words.quantity(half.due(), trigger.unit())
        + "; "
        + trigger.meter()
        + " is at "
        + Words.quantity(half.meter.total(), trigger.unit())
        + (toGo > Rounding.SLACK
            ? " (" + Words.quantity(toGo, trigger.unit()) + " to go" + lead(half) + ")"
            : "");
  }

  private static String lead(UsageHalf half) {
    Duration time = half.trigger.leadTime();
    return time != null
        ? ", lead " + Words.span(time.toMillis())
        : half.trigger.lead() == 0
            ? ""
            : ", lead " + Words.quantity(half.trigger.lead(), half.trigger.unit());
  }

  /** {@code ; lead 5: raised from 245 h}. */
  static String leadSentence(UsageHalf half, double from) {
    Duration time = half.trigger.leadTime();
    String lead = time == null ? Words.number(half.trigger.lead()) : Words.span(time.toMillis());
    return from >= half.due()
        ? ""
        : "; lead " + lead + ": raised from " + Words.quantity(from, half.trigger.unit());
  }

  /** Each step of the calculation but for the date. */
  static void explain(UsageHalf half, List<String> arithmetic) {
    MeterTrack meter = half.meter;
    UsageTrigger trigger = half.trigger;
    arithmetic.add(
        "life-to-date "
            + Words.number(meter.total())
            + " = reading "
            + Words.number(meter.lastValue())
            + (meter.offset() == 0
                ? ""
                : (meter.offset() < 0 ? " - " : " + ")
                    + Words.number(Math.abs(meter.offset()))
                    + " from rollovers and replacements"));
    arithmetic.add(
        "due at "
            + Words.number(half.due())
            + " = baseline "
            + Words.number(half.base())
            + " + every "
            + Words.number(trigger.every())
            + (half.isConverted()
                ? " "
                    + trigger.unit()
                    + " (the rule's "
                    + Words.quantity(half.written.every(), half.written.unit())
                    + ")"
                : ""));
    explainLead(half, arithmetic);
    if (trigger.tolerance() > 0) {
      arithmetic.add(
          "late after "
              + Words.quantity(half.lateAfter(), trigger.unit())
              + " = due + tolerance "
              + Words.number(trigger.tolerance()));
    }
  }

  private static void explainLead(UsageHalf half, List<String> arithmetic) {
    Duration time = half.trigger.leadTime();
    UsageRate rate = half.meter.rate();
    if (time == null || rate == null) {
      return;
    }
    long last = half.meter.lastTime();
    arithmetic.add(
        "lead "
            + Words.span(time.toMillis())
            + (rate.isTooShort(last)
                ? " counts as 0: less than a day of history, so the usage rate is unknown"
                : " = "
                    + Words.quantity(
                        Math.max(0, rate.perDay(last, half.meter.total()))
                            * time.toMillis()
                            / UsageRate.DAY,
                        half.trigger.unit())
                    + " at the mean rate of the last one to two weeks"));
  }
}
