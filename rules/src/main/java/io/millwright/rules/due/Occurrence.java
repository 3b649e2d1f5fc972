package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.event.Event;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.state.AssetState.Cover;
import io.millwright.rules.state.AssetState.OpenHalf;
import io.millwright.rules.state.AssetState.OpenPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The present occurrence of a plan on one asset: its number, and from when it is due until it is
 * done, the order it has or the order of another plan that its work is in.
 */
final class Occurrence {
  private final Asset asset;
  private final MaintenancePlan plan;
  private final LateWatch late;

  /** Lets the next reading of each meter of the plan look at it. */
  private final Runnable wake;

  private int number;
  private @Nullable OpenPlan open;

  Occurrence(Asset asset, MaintenancePlan plan, Halves halves, Runnable wake) {
    this.asset = asset;
    this.plan = plan;
    this.late = new LateWatch(asset, plan, halves);
    this.wake = wake;
  }

  int number() {
    return number;
  }

  EpisodeKey key() {
    return key(number);
  }

  EpisodeKey nextKey() {
    return key(number + 1);
  }

  EpisodeKey key(int ofNumber) {
    return new EpisodeKey(asset.tag(), plan.id(), ofNumber);
  }

  /** Whether its work is to be done, in whichever order. */
  boolean isOpen() {
    return open != null;
  }

  @Nullable OpenPlan open() {
    return open;
  }

  /** Whether it has an order of its own. */
  boolean hasOrder() {
    return open != null && open.coveredBy() == null;
  }

  boolean hasOrder(int ofNumber) {
    return hasOrder() && number == ofNumber;
  }

  /** The order of another plan that its work is in, or null. */
  @Nullable Cover cover() {
    return open == null ? null : open.coveredBy();
  }

  void begin(List<OpenHalf> halves, @Nullable Cover coveredBy) {
    number++;
    open = new OpenPlan(halves, null, coveredBy);
    late.reset();
    wakeMeters();
  }

  /** What a reading of any meter of the plan finds has changed. */
  void wakeMeters() {
    wake.run();
  }

  /** Returns what ends; null when nothing was open. */
  @Nullable OpenPlan end() {
    OpenPlan ended = open;
    open = null;
    late.reset();
    return ended;
  }

  /** The next one is neither raised nor done. */
  void leaveOut() {
    number++;
  }

  /** It was never due by that meter. */
  void notFired(String meter) {
    open = open == null ? null : open.notFired(meter);
  }

  /** Takes what is so at a live event. */
  void look(long time, Outcomes out) {
    if (hasOrder() && late.look(key(), time, out)) {
      wake.run();
    }
  }

  /** Takes what a buffered reading shows: it makes nothing urgent, the next live event does. */
  void lookBack(long time) {
    if (hasOrder() && late.waitsForLive(time)) {
      wake.run();
    }
  }

  /** Puts the work of the order off; returns whether that is news. */
  boolean defer(Event.OrderDeferred event) {
    return open != null && hasOrder(event.cycle()) && late.defer(event, PlanOrder.namedMeter(open));
  }

  /** When time alone has an effect: epoch milliseconds, Long.MAX_VALUE for never. */
  long nextTick() {
    return hasOrder() ? late.nextTick() : Long.MAX_VALUE;
  }

  /**
   * From when a reading has an effect by its time: epoch milliseconds, Long.MAX_VALUE for never.
   */
  long nextTime() {
    return hasOrder() ? late.nextTime() : Long.MAX_VALUE;
  }

  /** The life-to-date of a meter from which its movement has an effect. */
  double nextTotal(MeterTrack meter) {
    return hasOrder() ? late.nextTotal(meter) : Double.POSITIVE_INFINITY;
  }

  void explain(Reasons reasons) {
    Cover cover = cover();
    if (cover != null) {
      reasons.add("its work is in order " + cover.cycle() + " of " + cover.rule());
    } else if (open != null) {
      late.explain(reasons);
    }
  }

  @Nullable OpenPlan snapshot() {
    return open == null ? null : new OpenPlan(open.halves(), late.snapshot(), open.coveredBy());
  }

  void restore(int wasNumber, @Nullable OpenPlan was) {
    number = wasNumber;
    open = was;
    late.restore(was == null ? null : was.lateness());
  }
}
