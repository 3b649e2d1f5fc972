package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.Deviation;
import io.millwright.rules.state.AssetState.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meter's value that is not what it used to be on this asset: how many of its own standard
 * deviations the smoothed value is from the mean of its first readings. The smoothed value's is
 * sigma * sqrt(s / (2 - s)) with smoothing s (NIST/SEMATECH e-Handbook 6.3.2.4, its steady state).
 */
public final class DeviationTrack extends MeterLeafTrack {
  /** Further away it makes no difference, and a smoothed value must be able to come back. */
  private static final double FARTHEST = 1e6;

  private final Deviation rule;
  private final Bounds bounds;
  private final double smoothedSigmas;

  private double learnt;
  private double mean;

  /** While it learns the sum of squared distances from the mean (Welford), then the variance. */
  private double spread;

  /** The smoothed distance from the mean, in standard deviations of a single reading. */
  private double smoothed;

  public DeviationTrack(LeafPlace place, Deviation rule, MeterTrack meter) {
    super(place, rule, rule.persistence(), meter);
    this.rule = rule;
    this.bounds = rule.bounds();
    this.smoothedSigmas = Math.sqrt(rule.smoothing() / (2 - rule.smoothing()));
  }

  @Override
  void take(long time, double value, double former, boolean live) {
    if (!MeterTrack.isCountable(value)) {
      return;
    }
    if (learnt < rule.baseline().readings()) {
      learn(value);
      return;
    }
    double sigma = sigma();
    if (sigma > 0) {
      double off = sigmasOff(value);
      smoothed += rule.smoothing() * (off - smoothed);
    }
    boolean met = bounds.isMet(number());
    judge(time, met, bounds.isClear(number()), live);
    if (!met && isAtRest()) {
      follow(value);
    }
  }

  private void learn(double value) {
    learnt++;
    double off = value - mean;
    mean += off / learnt;
    spread += off * (value - mean);
    if (learnt == rule.baseline().readings()) {
      spread /= learnt - 1;
    }
  }

  /** The exponentially weighted mean and variance (Finch 2009). */
  private void follow(double value) {
    double weight = rule.baseline().weight();
    double off = value - mean;
    mean += weight * off;
    spread = (1 - weight) * (spread + weight * off * off);
  }

  private double sigma() {
    return Math.max(Math.sqrt(spread), rule.leastSigma());
  }

  private double sigmasOff(double value) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, (value - mean) / sigma()));
  }

  /** In standard deviations of the smoothed value. */
  private double number() {
    return smoothed / smoothedSigmas;
  }

  @Override
  public void repaired(long time) {
    super.repaired(time);
    learnt = 0;
    mean = 0;
    spread = 0;
    smoothed = 0;
    rest();
  }

  private String usual() {
    return "its usual "
        + quantity(mean)
        + " (standard deviation "
        + Words.number(sigma())
        + ", of "
        + Words.number(learnt)
        + " readings)";
  }

  private String sigmas() {
    return Words.number(number()) + (rule.smoothing() < 1 ? " smoothed" : "") + " sigmas";
  }

  @Override
  String reason(Account account) {
    return name()
        + " is "
        + sigmas()
        + " from "
        + usual()
        + ", "
        + new BoundsWords(bounds, "sigmas").met();
  }

  @Override
  void arithmetic(Account account) {
    account.step(
        "it is at "
            + quantity(shown())
            + ", "
            + Words.number(sigmasOff(shown()))
            + " sigmas from the mean");
    if (rule.smoothing() < 1) {
      account.step(
          "smoothed, newest weighing "
              + Words.number(rule.smoothing())
              + ": "
              + Words.number(smoothed)
              + ", over "
              + Words.number(smoothedSigmas)
              + " is "
              + Words.number(number()));
    }
  }

  @Override
  String state(Reasons reasons) {
    if (learnt < rule.baseline().readings()) {
      return name()
          + "'s usual value is not known yet: learnt from "
          + Words.number(learnt)
          + " of "
          + rule.baseline().readings()
          + " readings";
    }
    if (!(sigma() > 0)) {
      return name()
          + " has always been at "
          + quantity(mean)
          + ": without 'least_sigma' nothing can be said";
    }
    return name()
        + " is "
        + sigmas()
        + " from "
        + usual()
        + ", "
        + new BoundsWords(bounds, "sigmas").of(number());
  }

  /** What it has learnt, and the smoothed distance. */
  @Override
  @Nullable Memory memory() {
    return learnt == 0 ? null : new Memory(List.of(), List.of(learnt, mean, spread, smoothed));
  }

  @Override
  void remember(Memory memory) {
    learnt = memory.numbers().get(0);
    mean = memory.numbers().get(1);
    spread = memory.numbers().get(2);
    smoothed = memory.numbers().get(3);
  }
}
