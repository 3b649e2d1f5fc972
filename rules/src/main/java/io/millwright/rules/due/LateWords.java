package io.millwright.rules.due;

import io.millwright.rules.episode.Words;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.state.AssetState.Deferral;
import io.millwright.rules.state.AssetState.Lateness;
import java.util.StringJoiner;

/** Says in words why an order is late. */
record LateWords(Asset asset, MaintenancePlan plan, Halves halves) {

  /** One sentence with what was due, and what is so now. */
  String why(Lateness late, long time) {
    Deferral deferral = late.deferral();
    Long since = late.since();
    return plan.title()
        + " is not done; late since "
        + Words.minute(since == null ? time : since, asset.zone())
        + ": "
        + (deferral == null ? points(time) : deferral(deferral) + shown(deferral))
        + ".";
  }

  /** {@code put off to 2026-07-01 08:00 UTC by Kim (parts are late)}. */
  String deferral(Deferral deferral) {
    StringJoiner to = new StringJoiner(" or ");
    if (deferral.until() != null) {
      to.add(Words.minute(deferral.until(), asset.zone()));
    }
    UsageHalf half = halves.of(deferral.meter());
    if (half != null && deferral.untilTotal() != null) {
      to.add(Words.quantity(deferral.untilTotal(), half.trigger.unit()));
    }
    return "put off to " + to + " by " + deferral.by() + " (" + deferral.reason() + ")";
  }

  private String shown(Deferral deferral) {
    UsageHalf half = halves.of(deferral.meter());
    return half == null ? "" : "; " + shown(half);
  }

  private static String shown(UsageHalf half) {
    return half.meter() + " is at " + Words.quantity(half.meter.total(), half.trigger.unit());
  }

  private String points(long time) {
    StringJoiner points = new StringJoiner(", and ");
    for (UsageHalf half : halves.usage) {
      if (half.isLate()) {
        String unit = half.trigger.unit();
        double tolerance = half.trigger.tolerance();
        points.add(
            "due at "
                + Words.quantity(half.due(), unit)
                + (tolerance > 0 ? " with a tolerance of " + Words.quantity(tolerance, unit) : "")
                + "; "
                + shown(half));
      }
    }
    CalendarHalf calendar = halves.calendar;
    if (calendar != null && calendar.hasBegun() && time >= calendar.lateTime()) {
      points.add(
          "due "
              + calendar.words()
              + ", late after "
              + Words.day(calendar.lateTime(), asset.zone()));
    }
    return points.toString();
  }
}
