package io.millwright.rules.fold;

import io.millwright.rules.meter.CounterSum;
import io.millwright.rules.meter.DerivedMeter;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.StateCount;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Conversion;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Units;
import io.millwright.rules.plan.MeterRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the meters of an asset: its own, and those that the plan file derives from them. */
final class MeterBinding {
  private final List<MeterWatch> watches = new ArrayList<>();
  private final Map<String, MeterWatch> byName = new HashMap<>();
  private final Set<String> made = new HashSet<>();
  private final Map<String, UnboundMeter> unbound = new LinkedHashMap<>();

  private final Asset asset;
  private final Map<String, MeterRule.Derived> derived = new LinkedHashMap<>();
  private final Set<String> sources = new HashSet<>();

  private MeterBinding(Asset asset, List<MeterRule> rules) {
    this.asset = asset;
    for (MeterRule rule : rules) {
      if (rule instanceof MeterRule.Derived one) {
        derived.putIfAbsent(one.name(), one);
        sources.addAll(one.source().meters());
      }
    }
    for (Meter meter : asset.meters()) {
      MeterWatch watch = watch(new MeterTrack(meter));
      watches.add(watch);
      byName.put(meter.name(), watch);
    }
    for (MeterRule rule : rules) {
      if (rule instanceof MeterRule.Believe believe) {
        bind(believe);
      } else if (rule instanceof MeterRule.Derived one) {
        find(one.name());
      }
    }
  }

  static AssetMeters of(Asset asset, List<MeterRule> rules) {
    return new MeterBinding(asset, rules).made();
  }

  private AssetMeters made() {
    return new AssetMeters(watches, byName, made, List.copyOf(unbound.values()));
  }

  private MeterWatch watch(MeterTrack meter) {
    return sources.contains(meter.meter.name()) ? new FeedingWatch(meter) : new MeterWatch(meter);
  }

  private void bind(MeterRule.Believe rule) {
    MeterWatch watch = byName.get(rule.name());
    if (watch == null || made.contains(rule.name())) {
      misfit(rule.name(), asset.tag() + " has no meter " + rule.name() + " of its own");
      return;
    }
    try {
      watch.meter.believe(rule);
    } catch (IllegalArgumentException e) {
      misfit(rule.name(), asset.tag() + "'s meter " + rule.name() + ": " + e.getMessage());
    }
  }

  /** The meter of a name, derived if need be; null when there is none. */
  private @Nullable MeterWatch find(String name) {
    MeterRule.Derived rule = derived.remove(name);
    if (rule == null) {
      return byName.get(name);
    }
    if (byName.containsKey(name)) {
      misfit(
          name, asset.tag() + " has a meter " + name + " of its own: derive one of another name");
      return byName.get(name);
    }
    MeterTrack track = new MeterTrack(Meter.of(name, MeterKind.COUNTER, rule.unit()));
    try {
      DerivedMeter follower = derive(track, rule);
      MeterWatch watch = watch(track);
      byName.put(name, watch);
      made.add(name);
      for (String source : Set.copyOf(rule.source().meters())) {
        if (byName.get(source) instanceof FeedingWatch feeding) {
          feeding.feeds(follower, watch);
        }
      }
      return watch;
    } catch (IllegalArgumentException e) {
      misfit(name, name + " cannot be derived: " + e.getMessage());
      return null;
    }
  }

  private DerivedMeter derive(MeterTrack track, MeterRule.Derived rule) {
    if (rule.source() instanceof MeterRule.HoursIn hours) {
      MeterTrack state = source(hours.meter(), MeterKind.STATE);
      Conversion seconds = Units.between(rule.unit(), "s");
      if (seconds == null) {
        throw new IllegalArgumentException(
            "'hours_in' counts time, and "
                + rule.unit()
                + " is no unit of it: write h, min, s or d");
      }
      return StateCount.of(track, state, hours, seconds.value(1) * 1000);
    } else if (rule.source() instanceof MeterRule.EntriesInto entries) {
      return StateCount.of(track, source(entries.meter(), MeterKind.STATE), entries);
    }
    List<CounterSum.Part> parts = new ArrayList<>();
    for (MeterRule.Part part : ((MeterRule.Sum) rule.source()).parts()) {
      parts.add(part(part, source(part.meter(), MeterKind.COUNTER), rule.unit()));
    }
    return new CounterSum(track, parts);
  }

  private static CounterSum.Part part(MeterRule.Part part, MeterTrack counter, String unit) {
    Conversion conversion = Units.between(counter.meter.unit(), unit);
    Double times = part.times();
    if (times == null && conversion == null) {
      throw new IllegalArgumentException(
          part.meter()
              + " counts in "
              + counter.meter.unit()
              + ", the sum in "
              + unit
              + ": say with 'times' how much one of it counts");
    }
    return new CounterSum.Part(
        counter, (times == null ? 1 : times) * (conversion == null ? 1 : conversion.difference(1)));
  }

  private MeterTrack source(String name, MeterKind kind) {
    MeterWatch watch = find(name);
    if (watch == null) {
      throw new IllegalArgumentException(made().missing(asset, name));
    }
    if (watch.meter.meter.kind() != kind) {
      throw new IllegalArgumentException(
          asset.tag()
              + "'s meter "
              + name
              + " is a "
              + watch.meter.meter.kind().word()
              + ", and it takes a "
              + kind.word());
    }
    return watch.meter;
  }

  private void misfit(String name, String reason) {
    unbound.putIfAbsent(name, new UnboundMeter(name, reason));
  }
}
