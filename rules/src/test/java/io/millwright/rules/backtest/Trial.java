package io.millwright.rules.backtest;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A back-test of one pump; times are hours after its begin. */
final class Trial {
  static final long HOUR = 3_600_000;
  static final long BEGIN = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

  final Question question;
  final Tally tally;
  private final AssetBacktest asset;

  private Trial(Question question, List<Failure> failures, int observedUntil) {
    this.question = question;
    this.tally = new Tally(question);
    this.asset = new AssetBacktest(question, pump(), failures, at(observedUntil), tally);
  }

  /** Useful is 10 to 60 h ahead, nuisance beyond 100 h; from 0 to 1,000 h. */
  static Trial of(String yaml, @Nullable Integer completedAfter, double... failures) {
    Question question =
        new Question(
            plans(yaml),
            BEGIN,
            at(1000),
            completedAfter == null ? null : completedAfter * HOUR,
            new LeadWindow(10 * HOUR, 60 * HOUR, 100 * HOUR));
    return new Trial(question, failures(failures), 1000);
  }

  static Trial of(Question question, int observedUntil, double... failures) {
    return new Trial(question, failures(failures), observedUntil);
  }

  static List<Failure> failures(double... hours) {
    return java.util.Arrays.stream(hours)
        .mapToObj(hour -> new Failure("P-1", at(hour), "seized"))
        .toList();
  }

  static Asset pump() {
    return new Asset(
        "P-1",
        "Pump",
        "pump",
        null,
        ZoneOffset.UTC,
        Ownership.OWNED,
        3,
        null,
        VisitDetails.NONE,
        List.of(
            Meter.of("hours", MeterKind.COUNTER, "h"), Meter.of("heat", MeterKind.GAUGE, "degC")));
  }

  static PlanSet plans(String yaml) {
    try {
      return PlanReader.read(yaml);
    } catch (PlanException e) {
      throw new IllegalArgumentException(e.problems().toString(), e);
    }
  }

  static long at(double hour) {
    return BEGIN + Math.round(hour * HOUR);
  }

  Trial hours(double hour, double value) {
    return reading(0, hour, value);
  }

  Trial heat(double hour, double value) {
    return reading(1, hour, value);
  }

  private Trial reading(int meter, double hour, double value) {
    ReadingBlock block = new ReadingBlock(1);
    block.add(meter, at(hour), value, ReadingFlags.GOOD);
    asset.readings(block);
    return this;
  }

  Trial event(Event event) {
    asset.event(event);
    return this;
  }

  Report end() {
    asset.end();
    return tally.report();
  }
}
