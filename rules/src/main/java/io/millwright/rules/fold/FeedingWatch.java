package io.millwright.rules.fold;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.meter.DerivedMeter;
import io.millwright.rules.meter.MeterTrack;
import java.util.ArrayList;
import java.util.List;

/** A meter that others are derived from: each of its readings is somebody's business. */
final class FeedingWatch extends MeterWatch {
  private record Feed(DerivedMeter derived, MeterWatch watch) {}

  private final List<Feed> feeds = new ArrayList<>();

  FeedingWatch(MeterTrack meter) {
    super(meter);
  }

  void feeds(DerivedMeter derived, MeterWatch watch) {
    feeds.add(new Feed(derived, watch));
  }

  @Override
  Verdict read(long time, double value, boolean live, Outcomes out) {
    Verdict verdict = super.read(time, value, live, out);
    if (verdict != Verdict.ACCEPTED && verdict != Verdict.LATE) {
      return verdict;
    }
    // What is late for the meter may still be counted by what is derived from it.
    return feed(time, value, live && time == meter.lastTime(), out) ? Verdict.ACCEPTED : verdict;
  }

  @Override
  Verdict replaced(Event.MeterReplaced event, Outcomes out) {
    Verdict verdict = super.replaced(event, out);
    if (verdict == Verdict.ACCEPTED) {
      feed(event.time(), meter.lastValue(), true, out);
    }
    return verdict;
  }

  @Override
  Verdict corrected(Event.MeterCorrected event, Outcomes out) {
    Verdict verdict = super.corrected(event, out);
    if (verdict == Verdict.ACCEPTED) {
      feed(event.time(), meter.lastValue(), true, out);
    }
    return verdict;
  }

  @Override
  void moved(long formerTime, double former, boolean live, Outcomes out) {
    super.moved(formerTime, former, live, out);
    feed(meter.lastTime(), meter.lastValue(), live, out);
  }

  /** All follow before one is told of: a sum of two of them must not show half of a movement. */
  private boolean feed(long time, double value, boolean live, Outcomes out) {
    List<Runnable> told = new ArrayList<>(feeds.size());
    for (Feed feed : feeds) {
      long formerTime = feed.derived.meter.lastTime();
      double former = feed.derived.meter.lastValue();
      if (feed.derived.follow(time, value)) {
        told.add(() -> feed.watch.moved(formerTime, former, live, out));
      }
    }
    told.forEach(Runnable::run);
    return !told.isEmpty();
  }
}
