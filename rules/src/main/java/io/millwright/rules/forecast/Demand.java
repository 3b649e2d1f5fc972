package io.millwright.rules.forecast;

import io.millwright.rules.due.Prospect;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Work;
import io.millwright.rules.state.AssetState.Cover;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts that the plans of a fleet will take, from the part lists of the orders that are open
 * and of those that are to be expected, repeats included. Assets are added one after the other; not
 * thread-safe.
 */
public final class Demand {
  private static final long DAY = 86_400_000L;

  private final int days;
  private final Map<String, Part> parts = new TreeMap<>();
  private final List<Missing> missing = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param days how far to look ahead, 1 or more
   */
  public Demand(int days) {
    this.days = days;
  }

  /**
   * A part's quantities.
   *
   * @param part its number
   * @param open on open orders
   * @param low to be expected on further orders when counters go at their slower weekly rate
   * @param likely at their mean rate
   * @param high at their faster weekly rate
   */
  public record Part(String part, double open, double low, double likely, double high) {
    private static Part none(String part) {
      return new Part(part, 0, 0, 0, 0);
    }

    private Part plus(double moreOpen, double moreLow, double moreLikely, double moreHigh) {
      return new Part(part, open + moreOpen, low + moreLow, likely + moreLikely, high + moreHigh);
    }
  }

  /**
   * A plan with parts whose due date is unknown, so that its demand is in no number here.
   *
   * @param asset the asset's tag
   * @param plan the plan's id
   * @param why sentences
   */
  public record Missing(String asset, String plan, List<String> why) {}

  /** Adds what an asset takes. */
  public void add(Present present) {
    List<PlanForecast> withParts =
        Forecast.of(present).plans().stream()
            .filter(forecast -> takesParts(forecast.plan()))
            .toList();
    if (withParts.isEmpty()) {
      return;
    }
    present.prospects().stream()
        .filter(prospect -> prospect.isOpen() && takesParts(prospect.plan()))
        .filter(prospect -> !isAbsorbed(prospect, present))
        .forEach(prospect -> count(prospect.plan(), (part, q) -> part.plus(q, 0, 0, 0)));
    withParts.stream()
        .filter(forecast -> forecast.kind() == PlanForecast.Kind.UNKNOWN)
        .map(unknown -> new Missing(present.asset().tag(), unknown.plan().id(), unknown.notes()))
        .forEach(missing::add);
    long until = present.at() + days * DAY;
    FutureLife.of(present, until, Pace::slowest)
        .forEach(order -> count(order.plan(), (part, q) -> part.plus(0, q, 0, 0)));
    FutureLife.of(present, until, Pace::mean)
        .forEach(order -> count(order.plan(), (part, q) -> part.plus(0, 0, q, 0)));
    FutureLife.of(present, until, Pace::fastest)
        .forEach(order -> count(order.plan(), (part, q) -> part.plus(0, 0, 0, q)));
  }

  /** What is only tried is not done. */
  private static boolean takesParts(MaintenancePlan plan) {
    return !plan.shadow() && !plan.work().parts().isEmpty();
  }

  /** Whether it is a smaller service in the open order of a larger one, whose parts are counted. */
  private static boolean isAbsorbed(Prospect prospect, Present present) {
    Cover cover = prospect.coveredBy();
    String family = prospect.plan().life().family();
    return cover != null
        && family != null
        && present.prospects().stream()
            .map(Prospect::plan)
            .anyMatch(
                plan -> plan.id().equals(cover.rule()) && family.equals(plan.life().family()));
  }

  private interface Addition {
    Part to(Part part, double quantity);
  }

  private void count(MaintenancePlan plan, Addition addition) {
    for (Work.Part needed : plan.work().parts()) {
      Part part = parts.getOrDefault(needed.part(), Part.none(needed.part()));
      parts.put(needed.part(), addition.to(part, needed.quantity()));
    }
  }

  /** By part number. */
  public Collection<Part> parts() {
    return List.copyOf(parts.values());
  }

  /** What could not be counted. */
  public List<Missing> missing() {
    return List.copyOf(missing);
  }
}
