package io.millwright.rules.state;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an asset's fold, for checkpoints and comparison. Keyed by names, so that it survives
 * a change of plans: a rule keeps its state as long as it keeps its id.
 *
 * @param meters by meter name; only meters that have shown something
 * @param plans by rule id; only plans that have a baseline
 * @param conditions by rule id; only conditions that are not at rest or have had an episode
 * @param faults by fault code; those that no condition watches, too, up to a bound
 */
public record AssetState(
    Map<String, MeterState> meters,
    Map<String, PlanState> plans,
    Map<String, ConditionState> conditions,
    Map<String, FaultState> faults) {

  /** Nothing has happened yet. */
  public static final AssetState EMPTY = new AssetState(Map.of(), Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  public AssetState {
    meters = Map.copyOf(meters);
    plans = Map.copyOf(plans);
    conditions = Map.copyOf(conditions);
    faults = Map.copyOf(faults);
  }

  /**
   * A meter's state. Times are epoch milliseconds.
   *
   * @param lastTime time of the newest reading
   * @param lastValue its value; of a counter that reports increases or is derived, its total
   * @param offset life-to-date minus value
   * @param moves a counter's newest rollovers and replacements, the newest last
   * @param rate for a counter's usage rate; null for other meters
   * @param recent the newest readings of a meter that counts them up, or null
   * @param belief for what is believed of it, or null
   */
  public record MeterState(
      long lastTime,
      double lastValue,
      double offset,
      List<OffsetMove> moves,
      @Nullable RateState rate,
      @Nullable RecentState recent,
      @Nullable BeliefState belief) {

    /** Copies the list; null for none, as an earlier version wrote it. */
    public MeterState {
      moves = moves == null ? List.of() : List.copyOf(moves);
    }
  }

  /**
   * A rollover or a replacement of a counter.
   *
   * @param time when the new offset began
   * @param replaced true for a replacement
   * @param offsetBefore the offset before
   * @param by how much the offset rose
   * @param timeBefore time of the reading before
   * @param valueBefore its value; of a replacement, the old meter's last value
   * @param value the first value after it
   */
  public record OffsetMove(
      long time,
      boolean replaced,
      double offsetBefore,
      double by,
      long timeBefore,
      double valueBefore,
      double value) {

    /** The same with another offset before it. */
    public OffsetMove withOffsetBefore(double offset) {
      return new OffsetMove(time, replaced, offset, by, timeBefore, valueBefore, value);
    }

    /** The same with another value before it. */
    public OffsetMove withValueBefore(double before) {
      return new OffsetMove(time, replaced, offsetBefore, by, timeBefore, before, value);
    }

    /** The same with another first value. */
    public OffsetMove withValue(double first) {
      return new OffsetMove(time, replaced, offsetBefore, by, timeBefore, valueBefore, first);
    }
  }

  /**
   * The newest readings of a meter, in the order of their times.
   *
   * @param times when each was taken
   * @param values what each said
   * @param forgotten up to this time it is no longer known what was read; null: all is known
   */
  public record RecentState(List<Long> times, List<Double> values, @Nullable Long forgotten) {
    /** Copies the lists. */
    public RecentState {
      times = List.copyOf(times);
      values = List.copyOf(values);
    }
  }

  /**
   * What the plausibility of the next reading is judged by.
   *
   * @param slack how much usage may still come at once
   * @param since when the present value was first shown
   */
  public record BeliefState(double slack, long since) {}

  /**
   * Two points of a counter's past, from which its usage rate is taken.
   *
   * @param olderTime time of the older point
   * @param olderTotal life-to-date then
   * @param newerTime time of the newer point
   * @param newerTotal life-to-date then
   */
  public record RateState(long olderTime, double olderTotal, long newerTime, double newerTotal) {}

  /**
   * A maintenance plan's state on one asset.
   *
   * @param halves its triggers that have a baseline
   * @param cycle how many episodes there have been
   * @param open the open episode, or null
   * @param heldBack the newest cycle for which a buffered reading was reported to raise nothing
   * @param closedSince since when it has been due outside of its season or in a blackout, in epoch
   *     milliseconds; null when it is not
   * @param skips what was left out, or null when nothing was
   */
  public record PlanState(
      List<HalfState> halves,
      int cycle,
      @Nullable OpenPlan open,
      int heldBack,
      @Nullable Long closedSince,
      @Nullable Skips skips) {

    /** Copies the list. */
    public PlanState {
      halves = List.copyOf(halves);
    }
  }

  /**
   * The occurrences of a plan that a person has left out.
   *
   * @param newest when the newest was, in epoch milliseconds
   * @param ids what the senders called the newest ones, the newest last
   */
  public record Skips(long newest, List<String> ids) {
    /** Copies the list. */
    public Skips {
      ids = List.copyOf(ids);
    }
  }

  /**
   * What one trigger of a plan counts from.
   *
   * @param meter the meter that {@code base} is a life-to-date of; null for the calendar, whose
   *     {@code base} is a date in epoch milliseconds
   * @param base where the next interval counts from
   * @param anchor of the calendar: the date that the present chain of due dates began with, in
   *     epoch milliseconds; else null
   */
  public record HalfState(@Nullable String meter, double base, @Nullable Long anchor) {}

  /**
   * What an open episode of a plan is due for.
   *
   * @param halves each trigger that had a baseline
   * @param lateness how late its order is; null while it is not, and was not put off
   * @param coveredBy the order of another plan that contains the work; null when it has its own
   */
  public record OpenPlan(
      List<OpenHalf> halves, @Nullable Lateness lateness, @Nullable Cover coveredBy) {

    /** Copies the list. */
    public OpenPlan {
      halves = List.copyOf(halves);
    }

    /** The same, but that the half of a meter was not due after all. */
    public OpenPlan notFired(String meter) {
      return new OpenPlan(
          halves.stream().map(half -> meter.equals(half.meter()) ? half.notFired() : half).toList(),
          lateness,
          coveredBy);
    }
  }

  /**
   * How late an open order is. Times are epoch milliseconds.
   *
   * @param since since when it has been late, or null
   * @param escalatedAt when it was made more urgent for that, or null
   * @param deferral what it was put off to, or null
   */
  public record Lateness(
      @Nullable Long since, @Nullable Long escalatedAt, @Nullable Deferral deferral) {}

  /**
   * That the work of an order was put off. Times are epoch milliseconds.
   *
   * @param at when that was decided
   * @param by who did
   * @param reason why
   * @param until the time it was put off to, or null
   * @param meter the meter of {@code untilTotal}
   * @param untilTotal the life-to-date it was put off to, or null
   */
  public record Deferral(
      long at,
      String by,
      String reason,
      @Nullable Long until,
      @Nullable String meter,
      @Nullable Double untilTotal) {}

  /**
   * The episode of another plan.
   *
   * @param rule that plan's id
   * @param cycle the episode's cycle
   */
  public record Cover(String rule, int cycle) {}

  /**
   * A trigger at the beginning of an episode.
   *
   * @param meter its meter; null for the calendar
   * @param due the life-to-date it is due at; of the calendar, the date in epoch milliseconds
   * @param fired whether it was due, less the lead, when the order was raised
   */
  public record OpenHalf(@Nullable String meter, double due, boolean fired) {
    OpenHalf notFired() {
      return new OpenHalf(meter, due, false);
    }
  }

  /**
   * A condition's state on one asset. Times are epoch milliseconds.
   *
   * @param cycle how many episodes there have been
   * @param open whether the newest episode is open
   * @param ignoreUntil what happened up to this time was before the last completion; null when
   *     there was none
   * @param heldBack the newest cycle for which a buffered reading was reported to raise nothing
   * @param gateSince when {@code only_while} last opened it, or null
   * @param leaves the leaves of its signal that are not at rest, by identity
   * @param alarm what is between its signal and its orders; null when nothing is going on there
   * @param shadow true when the open episode is one that nobody was told of; else null
   */
  public record ConditionState(
      int cycle,
      boolean open,
      @Nullable Long ignoreUntil,
      int heldBack,
      @Nullable Long gateSince,
      Map<String, LeafState> leaves,
      @Nullable AlarmState alarm,
      @Nullable Boolean shadow) {

    /** Copies the map. */
    public ConditionState {
      leaves = Map.copyOf(leaves);
    }
  }

  /**
   * What is between a condition's signal and its orders. Times are epoch milliseconds.
   *
   * @param phase where the condition as a whole stands
   * @param since when it became pending or began to clear, or null
   * @param activeSince of one that latches: when it became active, or null
   * @param owed whether it is active and its order is held back
   * @param severe whether the open order is as urgent as past the action limit
   * @param notBefore when the next order may be raised at the earliest, or null
   * @param shelvedAt when a person last shelved or unshelved it, or null
   * @param shelf what a person has ordered, or null when it is not shelved
   * @param action the leaves of the action limit that are not at rest, by identity
   */
  public record AlarmState(
      ConditionPhase phase,
      @Nullable Long since,
      @Nullable Long activeSince,
      boolean owed,
      boolean severe,
      @Nullable Long notBefore,
      @Nullable Long shelvedAt,
      @Nullable ShelfState shelf,
      Map<String, LeafState> action) {

    /** Copies the map. */
    public AlarmState {
      action = Map.copyOf(action);
    }
  }

  /**
   * That a condition is shelved. Times are epoch milliseconds.
   *
   * @param until when it ends, or null
   * @param oneShot whether it ends when the condition has cleared
   * @param by who has shelved it
   * @param why a reason, or null
   */
  public record ShelfState(
      @Nullable Long until, boolean oneShot, String by, @Nullable String why) {}

  /**
   * The state of one leaf of a condition's signal. Times are epoch milliseconds.
   *
   * @param phase where it stands
   * @param metSince since when it has been met, or null in phase {@link ConditionPhase#NORMAL}
   * @param clearSince since when it has been clear, or null but in phase {@link
   *     ConditionPhase#CLEARING}
   * @param live whether the newest that moved it was not sent from a buffer
   * @param history a bit for each of the last readings, the newest lowest: whether it met the leaf
   * @param memory what this kind of leaf remembers beside, or null
   */
  public record LeafState(
      ConditionPhase phase,
      @Nullable Long metSince,
      @Nullable Long clearSince,
      boolean live,
      long history,
      @Nullable Memory memory) {}

  /**
   * What a leaf remembers; what each value means is up to its kind.
   *
   * @param times epoch milliseconds
   * @param numbers finite
   */
  public record Memory(List<Long> times, List<Double> numbers) {

    /** Copies the lists. */
    public Memory {
      times = List.copyOf(times);
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * The newest that is known of a fault code.
   *
   * @param lastTime epoch milliseconds
   * @param active whether it had come or gone
   * @param heard the rules that were told of it; null when that is not known
   */
  public record FaultState(long lastTime, boolean active, @Nullable Set<String> heard) {

    /** Copies the set. */
    public FaultState {
      heard = heard == null ? null : Set.copyOf(heard);
    }
  }
}
