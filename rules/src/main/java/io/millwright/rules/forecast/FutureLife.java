package io.millwright.rules.forecast;

import io.millwright.rules.due.Prospect;
import io.millwright.rules.episode.Covered;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.MeterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The orders that the plans of an asset raise when its counters go on as they do: the fold itself,
 * over made-up readings, a day from one to the next. An order is done when it is due. So there is
 * no second evaluator that would have to know of seasons, blackouts and re-basing.
 */
final class FutureLife implements Outcomes {
  private static final long DAY = 86_400_000L;

  private final AssetFold fold;
  private final List<Prospect.Counted> counters;
  private final double[] perDay;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final List<ExpectedOrder> expected = new ArrayList<>();

  /** An open order: its cycle, when it is done, and what the counter that it names shows then. */
  private record Open(int cycle, long doneAt, @Nullable Double reading) {}

  private FutureLife(Present present, ToDoubleFunction<Pace> speed) {
    Map<String, Prospect.Counted> byName = new LinkedHashMap<>();
    present.prospects().forEach(p -> p.counted().forEach(c -> byName.put(c.meter(), c)));
    counters = List.copyOf(byName.values());
    perDay = counters.stream().mapToDouble(c -> perDay(c, present.at(), speed)).toArray();
    fold = fold(present);
    for (Prospect prospect : present.prospects()) {
      if (prospect.openCycle() > 0) {
        PlanForecast forecast = Forecaster.of(prospect, present.at(), present.asset().zone());
        Long likely = forecast.due().likely();
        long doneAt = likely == null || likely == DueRange.NEVER ? present.at() : likely;
        open.put(
            prospect.plan().id(),
            new Open(prospect.openCycle(), Math.max(doneAt, present.at()), null));
      }
    }
  }

  /** A counter that is silent or has no history stands still. */
  private static double perDay(Prospect.Counted counter, long at, ToDoubleFunction<Pace> speed) {
    Pace pace = Forecaster.pace(counter, at);
    return pace == null ? 0 : Math.max(0, speed.applyAsDouble(pace));
  }

  /** The asset with its plans' counters only, each showing its life-to-date. */
  private AssetFold fold(Present present) {
    List<Meter> meters = new ArrayList<>();
    Map<String, MeterState> states = new HashMap<>();
    for (Prospect.Counted counter : counters) {
      meters.add(Meter.of(counter.meter(), MeterKind.COUNTER, counter.unit()));
      states.put(
          counter.meter(),
          new MeterState(
              counter.time(), counter.total(), 0, List.of(), counter.rate(), null, null));
    }
    List<Rule> plans =
        present.planSet().rules().stream().filter(MaintenancePlan.class::isInstance).toList();
    return new AssetFold(present.asset().withMeters(meters), new PlanSet(plans, List.of()))
        .restore(new AssetState(states, present.state().plans(), Map.of(), Map.of()));
  }

  /**
   * Lives it.
   *
   * @param until epoch milliseconds
   * @param speed which of a counter's rates it goes on at
   * @return the orders that are due up to then, without those that are open already
   */
  static List<ExpectedOrder> of(Present present, long until, ToDoubleFunction<Pace> speed) {
    FutureLife life = new FutureLife(present, speed);
    for (long time = present.at(); time <= until; time += DAY) {
      life.live(time);
    }
    return life.expected.stream().filter(order -> order.due() <= until).toList();
  }

  private void live(long time) {
    for (int i = 0; i < counters.size(); i++) {
      Prospect.Counted counter = counters.get(i);
      double value = counter.total() + perDay[i] * (time - counter.time()) / DAY;
      fold.reading(i, time, value, ReadingFlags.GOOD, this);
    }
    fold.step(new Event.Tick(time), this);
    close(time);
  }

  /** What is closed may be due again at once. */
  private void close(long time) {
    for (Map.Entry<String, Open> one : List.copyOf(open.entrySet())) {
      Open order = one.getValue();
      if (order.doneAt <= time) {
        open.remove(one.getKey(), order);
        fold.step(
            new Event.OrderClosed(one.getKey(), order.cycle, order.doneAt, true, order.reading),
            this);
      }
    }
  }

  /** What joins brings its own parts; a smaller service is part of the larger one's own work. */
  @Override
  public void raised(WorkOrder order) {
    if (order.rule().shadow()) {
      return;
    }
    long due = order.dueAt() == null ? order.raisedAt() : order.dueAt();
    open.put(order.rule().id(), new Open(order.episode().cycle(), due, order.dueReading()));
    if (order.rule() instanceof MaintenancePlan plan) {
      expected.add(new ExpectedOrder(plan, due));
    }
    order.covers().stream()
        .filter(Covered::joined)
        .forEach(covered -> expected.add(new ExpectedOrder(covered.plan(), due)));
  }

  @Override
  public void escalated(Escalation escalation) {}

  @Override
  public void closed(EpisodeClosed closed) {}

  @Override
  public void suppressed(Suppression suppression) {}
}
