package io.millwright.rules.backtest;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.fold.Unbound;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.Rule;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * One asset's log through the fold that runs live. Time is the log's own: between two events the
 * clock ticks when a rule waits for it, assumed completions arrive, and a recorded failure
 * completes the open orders of conditions, as it was repaired. Facts of the log are folded;
 * decisions about orders that were raised live are not, for they answer to other orders. Not
 * thread-safe.
 */
public final class AssetBacktest {
  /** An order of the back-test that its assumption will complete. */
  private record Completion(long time, String rule, int cycle) {}

  private final Question question;
  private final AssetFold fold;
  private final AssetJudge judge;
  private final Tally tally;
  private final Outcomes outcomes = new Counting();
  private final PriorityQueue<Completion> completions =
      new PriorityQueue<>(
          Comparator.comparingLong(Completion::time)
              .thenComparing(Completion::rule)
              .thenComparing(Completion::cycle));
  private final Map<String, Integer> openConditions = new HashMap<>();
  private final Map<Verdict, Long> refused = new EnumMap<>(Verdict.class);
  private final long observedUntil;
  private final long[] repairs;
  private int repaired;
  private long clock = Long.MIN_VALUE;

  /** The earlier of the next assumed completion and the next repair. */
  private long nextOwn;

  private long readings;
  private long events;
  private long decisions;

  /**
   * A back-test at the beginning of the asset's log.
   *
   * @param question what is asked
   * @param asset the asset
   * @param recorded its failures, in any order
   * @param observedUntil up to when it is known what happened, in epoch milliseconds
   * @param tally counts what is found
   */
  public AssetBacktest(
      Question question, Asset asset, List<Failure> recorded, long observedUntil, Tally tally) {
    this.question = question;
    this.tally = tally;
    this.fold = new AssetFold(asset, question.plans());
    this.judge = new AssetJudge(question, recorded, observedUntil, tally);
    this.observedUntil = observedUntil;
    // What was read at the moment of a failure was read before its repair.
    this.repairs = recorded.stream().mapToLong(failure -> failure.time() + 1).sorted().toArray();
    for (Rule rule : question.plans().of(asset)) {
      tally.rule(rule.id(), foretells(rule)).assets++;
    }
    for (Unbound misfit : fold.unbound()) {
      RuleTally rule = tally.rule(misfit.rule().id(), foretells(misfit.rule()));
      rule.unbound++;
      rule.misfit = RuleTally.least(rule.misfit, misfit.reason());
    }
    findNextOwn();
  }

  private static boolean foretells(Rule rule) {
    return rule instanceof Condition;
  }

  /**
   * Folds readings.
   *
   * @param block in the order of the log
   */
  public void readings(ReadingBlock block) {
    int size = block.size();
    for (int i = 0; i < size; i++) {
      long time = block.times[i];
      if (nextOwn <= time || fold.nextTick() <= time) {
        advance(time);
      }
      Verdict verdict =
          fold.reading(block.meters[i], time, block.values[i], block.flags[i], outcomes);
      if (!verdict.isBelieved()) {
        refused.merge(verdict, 1L, Long::sum);
      }
      clock = Math.max(clock, time);
    }
    readings += size;
  }

  /**
   * Folds an event that is no reading, if it is a fact.
   *
   * @param event in the order of the log
   */
  public void event(Event event) {
    if (!isFact(event)) {
      decisions++;
      return;
    }
    advance(event.time());
    Verdict verdict = fold.step(event, outcomes);
    if (!verdict.isBelieved()) {
      refused.merge(verdict, 1L, Long::sum);
    }
    events++;
  }

  /** Ticks, feedback and the like follow from orders and rules; here there are others. */
  static boolean isFact(Event event) {
    return event instanceof Event.Reading
        || event instanceof Event.Fault
        || event instanceof Event.MeterReplaced
        || event instanceof Event.MeterCorrected;
  }

  /** Lets time pass as far as it is known what happened, and counts what was found. */
  public void end() {
    if (clock != Long.MIN_VALUE) {
      advance(Math.min(question.to(), observedUntil));
    }
    judge.end();
    tally.asset(readings, events, decisions, refused);
  }

  /** Lets time pass: everything that happens by itself up to then, in its order. */
  private void advance(long time) {
    long tick = fold.nextTick();
    while (nextOwn <= time || tick <= time) {
      if (nextOwn <= tick) {
        clock = Math.max(clock, nextOwn);
        happenOwn();
        tick = fold.nextTick();
      } else {
        clock = Math.max(clock, tick == Long.MIN_VALUE ? time : tick);
        fold.step(new Event.Tick(clock), outcomes);
        long after = fold.nextTick();
        // One that did not help waits for something else than time.
        tick = after == tick ? Long.MAX_VALUE : after;
      }
    }
    clock = Math.max(clock, time);
  }

  private void happenOwn() {
    if (repaired < repairs.length && repairs[repaired] == nextOwn) {
      repaired++;
      new TreeMap<>(openConditions).forEach(this::complete);
    } else {
      Completion due = completions.remove();
      complete(due.rule, due.cycle);
    }
    findNextOwn();
  }

  private void complete(String rule, int cycle) {
    fold.step(new Event.OrderClosed(rule, cycle, clock, true, null), outcomes);
  }

  private void findNextOwn() {
    nextOwn = repaired < repairs.length ? repairs[repaired] : Long.MAX_VALUE;
    if (!completions.isEmpty()) {
      nextOwn = Math.min(nextOwn, completions.element().time);
    }
  }

  private final class Counting implements Outcomes {
    @Override
    public void raised(WorkOrder order) {
      Rule rule = order.rule();
      Duration planned = rule.work().duration();
      judge.order(
          new OrderResult(
              order.episode().asset(),
              rule.id(),
              order.raisedAt(),
              order.dueAt(),
              null,
              null,
              order.evidence().why()),
          foretells(rule),
          planned == null ? 0 : planned.toMillis());
      if (foretells(rule)) {
        openConditions.put(rule.id(), order.episode().cycle());
      }
      if (question.completedAfter() != null) {
        long done = order.raisedAt() + question.completedAfter();
        completions.add(new Completion(done, rule.id(), order.episode().cycle()));
        nextOwn = Math.min(nextOwn, done);
      }
    }

    @Override
    public void escalated(Escalation escalation) {
      if (question.covers(escalation.time())) {
        tally.escalated(escalation);
      }
    }

    @Override
    public void closed(EpisodeClosed closed) {
      openConditions.remove(closed.episode().rule(), closed.episode().cycle());
    }

    @Override
    public void suppressed(Suppression suppression) {
      if (question.covers(suppression.time())) {
        tally.suppressed(suppression);
      }
    }
  }
}
