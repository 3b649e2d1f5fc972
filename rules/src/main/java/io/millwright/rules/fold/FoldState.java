package io.millwright.rules.fold;

import io.millwright.rules.condition.ConditionTrack;
import io.millwright.rules.due.PlanTrack;
import io.millwright.rules.state.AssetState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the state of a fold from its meters and rules, and hands it out to them again. */
final class FoldState {
  private FoldState() {}

  /** The state of all that is evaluated, and of what rests. */
  static AssetState of(RuleBinding bound, DormantState dormant) {
    AssetState rest = dormant.state();
    return new AssetState(
        collect(bound.watchByName, rest.meters(), watch -> watch.meter.snapshot()),
        collect(bound.plans, rest.plans(), PlanTrack::snapshot),
        collect(bound.conditions, rest.conditions(), ConditionTrack::snapshot),
        bound.faults.snapshot());
  }

  private static <T, S> Map<String, S> collect(
      Map<String, T> tracks, Map<String, S> rest, Function<T, @Nullable S> snapshot) {
    Map<String, S> states = new HashMap<>(rest);
    tracks.forEach(
        (name, track) -> {
          S state = snapshot.apply(track);
          if (state != null) {
            states.put(name, state);
          }
        });
    return states;
  }

  /** Hands each its state; returns what nobody has asked for. */
  static DormantState restore(RuleBinding bound, AssetState saved) {
    AssetState state = KeptId.of(saved, bound.plans.keySet(), bound.conditions.keySet());
    AssetState rest =
        new AssetState(
            hand(bound.watchByName, state.meters(), (watch, was) -> watch.meter.restore(was)),
            hand(bound.plans, state.plans(), PlanTrack::restore),
            hand(bound.conditions, state.conditions(), ConditionTrack::restore),
            Map.of());
    bound.faults.restore(state.faults());
    return new DormantState(rest);
  }

  private static <T, S> Map<String, S> hand(
      Map<String, T> tracks, Map<String, S> states, BiConsumer<T, S> restore) {
    Map<String, S> rest = new HashMap<>();
    states.forEach(
        (name, state) -> {
          T track = tracks.get(name);
          if (track == null) {
            rest.put(name, state);
          } else {
            restore.accept(track, state);
          }
        });
    return rest;
  }
}
