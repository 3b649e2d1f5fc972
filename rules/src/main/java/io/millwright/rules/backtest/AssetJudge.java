package io.millwright.rules.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets one asset's orders against its failures. An order is set against the next failure after it:
 * what came before a failure was about that one. Orders come by time. Not thread-safe.
 */
public final class AssetJudge {
  /** A failure and the orders before it, as far as its outcome rests on them. */
  private static final class Foretold {
    final Failure failure;

    /** The lead of the first useful order of each rule, the first of all first. */
    final Map<String, Long> useful = new LinkedHashMap<>();

    /** The one nearest to the window. */
    @Nullable OrderResult early;

    @Nullable OrderResult late;

    Foretold(Failure failure) {
      this.failure = failure;
    }
  }

  private final Question question;
  private final long observedUntil;
  private final Tally tally;
  private final List<Foretold> failures = new ArrayList<>();
  private int next;

  /**
   * A judge of one asset.
   *
   * @param question what is asked
   * @param failures of this asset, in any order
   * @param observedUntil up to when it is known what happened, in epoch milliseconds
   * @param tally counts the orders
   */
  public AssetJudge(Question question, List<Failure> failures, long observedUntil, Tally tally) {
    this.question = question;
    this.observedUntil = observedUntil;
    this.tally = tally;
    failures.stream()
        .sorted(Comparator.comparingLong(Failure::time))
        .forEach(failure -> this.failures.add(new Foretold(failure)));
  }

  /**
   * Counts an order; one outside of the question's span is passed over.
   *
   * @param order the order, not judged yet
   * @param foretells whether it is set against failures
   * @param plannedMillis its planned duration, 0 when it has none
   */
  public void order(OrderResult order, boolean foretells, long plannedMillis) {
    if (!question.covers(order.raisedAt())) {
      return;
    }
    tally.order(foretells ? judged(order) : order, foretells, plannedMillis);
  }

  private OrderResult judged(OrderResult order) {
    while (next < failures.size() && failures.get(next).failure.time() < order.raisedAt()) {
      next++;
    }
    if (next == failures.size()) {
      boolean over = order.raisedAt() + question.lead().nuisance() <= observedUntil;
      return with(order, over ? OrderUse.NUISANCE : OrderUse.UNDECIDED, null);
    }
    Foretold ahead = failures.get(next);
    long lead = ahead.failure.time() - order.raisedAt();
    OrderResult judged = with(order, question.lead().judge(lead), lead);
    if (judged.use() == OrderUse.USEFUL) {
      ahead.useful.putIfAbsent(order.rule(), lead);
    } else if (judged.use() == OrderUse.EARLY) {
      ahead.early = judged;
    } else if (judged.use() == OrderUse.LATE && ahead.late == null) {
      ahead.late = judged;
    }
    return judged;
  }

  private static OrderResult with(OrderResult order, OrderUse use, @Nullable Long lead) {
    return new OrderResult(
        order.asset(), order.rule(), order.raisedAt(), order.dueAt(), use, lead, order.why());
  }

  /** Counts the failures; no order comes after this. */
  public void end() {
    for (Foretold foretold : failures) {
      if (question.covers(foretold.failure.time())) {
        tally.failure(outcome(foretold));
        foretold.useful.forEach(tally::warned);
      }
    }
  }

  private FailureResult outcome(Foretold foretold) {
    Failure failure = foretold.failure;
    if (!foretold.useful.isEmpty()) {
      Map.Entry<String, Long> first = foretold.useful.entrySet().iterator().next();
      return new FailureResult(failure, FailureOutcome.WARNED, first.getValue(), first.getKey());
    }
    if (observedUntil < failure.time() - question.lead().min()) {
      return new FailureResult(failure, FailureOutcome.UNSEEN, null, null);
    }
    if (foretold.late != null) {
      return by(foretold.late, failure, FailureOutcome.LATE);
    }
    return foretold.early == null
        ? new FailureResult(failure, FailureOutcome.MISSED, null, null)
        : by(foretold.early, failure, FailureOutcome.EARLY);
  }

  private static FailureResult by(OrderResult order, Failure failure, FailureOutcome outcome) {
    return new FailureResult(failure, outcome, order.lead(), order.rule());
  }
}
