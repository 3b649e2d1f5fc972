package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.UsageRate;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Projection;
import io.millwright.rules.state.AssetState.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A meter's trend that crosses a limit within a horizon. The line is laid once the readings go back
 * as far as it may; a slope that could as well be noise is not carried on.
 */
public final class ProjectionTrack extends MeterLeafTrack {
  private final Projection rule;
  private final Bounds bounds;
  private final Buckets buckets;

  public ProjectionTrack(LeafPlace place, Projection rule, MeterTrack meter) {
    super(place, rule, rule.persistence(), meter);
    this.rule = rule;
    this.bounds = rule.bounds();
    this.buckets = new Buckets(rule.overMillis());
  }

  @Override
  void take(long time, double value, double former, boolean live) {
    if (!MeterTrack.isCountable(value)) {
      return;
    }
    int bucket = buckets.enter(time);
    double count = buckets.count(bucket) + 1;
    double mean = buckets.value(bucket);
    double meanTime = buckets.extra(bucket);
    buckets.set(
        bucket,
        count,
        mean + (value - mean) / count,
        meanTime + (time - buckets.start(bucket) - meanTime) / count);
    double number = buckets.isFull(time) ? projected(Trend.of(buckets, time)) : Double.NaN;
    judge(time, bounds.isMet(number), bounds.isClear(number), live);
  }

  private double projected(Trend trend) {
    return trend.isSure(rule.sigmas()) ? trend.after(rule.withinMillis()) : trend.level;
  }

  @Override
  public void repaired(long time) {
    super.repaired(time);
    // What it has of after the repair is not yet as long as it reaches back.
    rest();
    buckets.forget(time);
  }

  private Trend trend() {
    return Trend.of(buckets, meter.lastTime());
  }

  private String course(Trend trend) {
    return trend.isSure(rule.sigmas())
        ? name()
            + " is projected to be at "
            + quantity(projected(trend))
            + " in "
            + Words.span(rule.withinMillis())
        : name() + " has no sure trend and is at " + quantity(trend.level);
  }

  @Override
  String reason(Account account) {
    return course(trend()) + ", " + new BoundsWords(bounds, unit()).met();
  }

  @Override
  void arithmetic(Account account) {
    Trend trend = trend();
    account.step(
        "least squares over "
            + Words.span(rule.overMillis())
            + ", "
            + trend.points
            + " points: "
            + quantity(trend.level)
            + " now, slope "
            + perDay(trend.slope)
            + " (standard error "
            + perDay(trend.error)
            + ")");
    double limit = trend.slope > 0 ? bounds.to() : bounds.from();
    double left = (limit - trend.level) / trend.slope;
    if (trend.isSure(rule.sigmas()) && left > 0 && Double.isFinite(left)) {
      account.step(
          "crosses "
              + quantity(limit)
              + " in "
              + Words.span(Math.round(left))
              + ", horizon "
              + Words.span(rule.withinMillis()));
    }
  }

  private String perDay(double perMillisecond) {
    double perDay = perMillisecond * UsageRate.DAY;
    return (Double.isFinite(perDay) ? Words.number(perDay) : "unknown") + " " + unit() + " a day";
  }

  @Override
  String state(Reasons reasons) {
    if (!buckets.isFull(meter.lastTime())) {
      return "the trend of "
          + name()
          + " over "
          + Words.span(rule.overMillis())
          + " is not known yet: "
          + (buckets.size() == 0
              ? "it has no readings"
              : "its readings began at " + reasons.time(buckets.begin()));
    }
    Trend trend = trend();
    return course(trend) + ", " + new BoundsWords(bounds, unit()).of(projected(trend));
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
