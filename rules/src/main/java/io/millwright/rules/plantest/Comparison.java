package io.millwright.rules.plantest;

import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plantest.Line.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Compares what came of a test with what it expects. */
final class Comparison {
  private final PlanTest test;
  private final PlanSet plans;
  private final List<Line> lines = new ArrayList<>();

  private Comparison(PlanTest test, PlanSet plans) {
    this.test = test;
    this.plans = plans;
  }

  /** The lines of the comparison, in the order of time. */
  static List<Line> of(PlanTest test, PlanSet plans) {
    Comparison comparison = new Comparison(test, plans);
    comparison.compare(Run.of(test, plans, Long.MAX_VALUE));
    comparison.lines.sort(Comparator.comparingLong(Line::at));
    return comparison.lines;
  }

  private void compare(Run run) {
    match(
        test.orders,
        run.orders,
        missing ->
            new WhyNot(test, plans)
                .explain(missing.rule(), missing.at()).stream()
                    .map(reason -> "why not: " + reason)
                    .toList(),
        this::raised);
    if (test.suppressions != null) {
      match(
          test.suppressions,
          run.suppressions,
          missing -> List.of(),
          seen -> new Seen(seen.time(), ExpectedSuppression.words(seen), List.of(seen.detail())));
    }
    if (test.escalations != null) {
      match(
          test.escalations,
          run.escalations,
          missing -> List.of(),
          seen -> new Seen(seen.time(), ExpectedEscalation.words(seen), List.of(seen.why())));
    }
    match(
        test.refusals,
        run.refusals,
        missing -> List.of(),
        seen ->
            new Seen(
                seen.at(),
                ExpectedRefusal.words(seen),
                List.of("it said " + seen.shown() + "; the service would put it in quarantine")));
    for (Step.OnOrder step : run.idle) {
      lines.add(
          new Line(
              step.at(), Mark.OTHERWISE, step.words(), List.of("no order of it is open then")));
    }
  }

  /** What came, in words. */
  private record Seen(long at, String words, List<String> details) {}

  private Seen raised(WorkOrder order) {
    List<String> details = new ArrayList<>();
    details.add("why: " + order.evidence().why());
    details.addAll(order.evidence().arithmetic());
    return new Seen(order.raisedAt(), ExpectedOrder.words(order, test.timeline), details);
  }

  private <T, E extends Expected<T>> void match(
      List<E> expected, List<T> seen, Function<E, List<String>> whyNot, Function<T, Seen> words) {
    List<E> missing = new ArrayList<>(expected);
    for (T one : seen) {
      Seen said = words.apply(one);
      E met = missing.stream().filter(e -> e.isMetBy(one)).findFirst().orElse(null);
      if (met == null) {
        lines.add(new Line(said.at(), Mark.UNEXPECTED, said.words(), said.details()));
        continue;
      }
      missing.remove(met);
      List<String> details = new ArrayList<>(met.differences(one, test.timeline));
      Mark mark = details.isEmpty() ? Mark.AS_EXPECTED : Mark.OTHERWISE;
      details.addAll(said.details());
      lines.add(new Line(said.at(), mark, said.words(), details));
    }
    for (E one : missing) {
      lines.add(new Line(one.at(), Mark.MISSING, one.words(test.timeline), whyNot.apply(one)));
    }
  }
}
