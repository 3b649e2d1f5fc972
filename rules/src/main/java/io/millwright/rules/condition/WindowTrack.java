package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.plan.Statistic;
import io.millwright.rules.plan.Window;
import io.millwright.rules.state.AssetState.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A number that stands for the readings of a window, past a limit. It is compared once the readings
 * go back as far as the window reaches; after a gap as long as the window it has to fill anew.
 */
public final class WindowTrack extends MeterLeafTrack {
  private final Bounds bounds;
  private final Window window;
  private final Buckets buckets;

  public WindowTrack(LeafPlace place, Limit limit, Window window, MeterTrack meter) {
    super(place, limit, limit.persistence(), meter);
    this.bounds = limit.bounds();
    this.window = window;
    this.buckets = new Buckets(window.overMillis());
  }

  @Override
  void take(long time, double value, double former, boolean live) {
    if (!MeterTrack.isCountable(value)) {
      return;
    }
    add(buckets.enter(time), value);
    double number = buckets.isFull(time) ? number() : Double.NaN;
    judge(time, bounds.isMet(number), bounds.isClear(number), live);
  }

  private void add(int bucket, double value) {
    double count = buckets.count(bucket) + 1;
    double old = buckets.value(bucket);
    double mean = old + (value - old) / count;
    switch (window.of()) {
      case AVERAGE -> buckets.set(bucket, count, mean, 0);
      case STD_DEV ->
          // Welford: the sum of squared distances from the mean so far.
          buckets.set(bucket, count, mean, buckets.extra(bucket) + (value - old) * (value - mean));
      case MINIMUM -> buckets.set(bucket, count, count == 1 ? value : Math.min(old, value), 0);
      case MAXIMUM -> buckets.set(bucket, count, count == 1 ? value : Math.max(old, value), 0);
      case RISE -> buckets.set(bucket, count, count == 1 ? value : old, 0);
    }
  }

  private double number() {
    return switch (window.of()) {
      case AVERAGE -> mean();
      case STD_DEV -> deviation();
      case RISE -> shown() - buckets.value(0);
      case MINIMUM, MAXIMUM -> extreme(window.of() == Statistic.MAXIMUM);
    };
  }

  private double mean() {
    double sum = 0;
    for (int i = 0; i < buckets.size(); i++) {
      sum += buckets.count(i) * buckets.value(i);
    }
    return sum / buckets.readings();
  }

  private double deviation() {
    double readings = buckets.readings();
    if (readings < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double squares = 0;
    for (int i = 0; i < buckets.size(); i++) {
      double off = buckets.value(i) - mean;
      squares += buckets.extra(i) + buckets.count(i) * off * off;
    }
    return Math.sqrt(squares / (readings - 1));
  }

  private double extreme(boolean highest) {
    double extreme = buckets.value(0);
    for (int i = 1; i < buckets.size(); i++) {
      double value = buckets.value(i);
      extreme = highest ? Math.max(extreme, value) : Math.min(extreme, value);
    }
    return extreme;
  }

  @Override
  public void repaired(long time) {
    super.repaired(time);
    // What it has of after the repair is not yet as long as it reaches back.
    rest();
    buckets.forget(time);
  }

  private String what() {
    return "the "
        + window.of().word().replace('_', ' ')
        + " of "
        + name()
        + " over "
        + Words.span(window.overMillis());
  }

  @Override
  String reason(Account account) {
    return what() + " is " + quantity(number()) + ", " + new BoundsWords(bounds, unit()).met();
  }

  @Override
  void arithmetic(Account account) {
    account.step(what() + " is of " + Words.number(buckets.readings()) + " readings");
  }

  @Override
  String word() {
    return bounds.side();
  }

  @Override
  String state(Reasons reasons) {
    if (!buckets.isFull(meter.lastTime())) {
      return what()
          + " is not known yet: "
          + (buckets.size() == 0
              ? "it has no readings"
              : "its readings began at " + reasons.time(buckets.begin()));
    }
    double number = number();
    return Double.isNaN(number)
        ? what() + " is not known: it has one reading"
        : what() + " is " + quantity(number) + ", " + new BoundsWords(bounds, unit()).of(number);
  }

  @Override
  @Nullable Memory memory() {
    return buckets.memory();
  }

  @Override
  void remember(Memory memory) {
    buckets.remember(memory);
  }
}
