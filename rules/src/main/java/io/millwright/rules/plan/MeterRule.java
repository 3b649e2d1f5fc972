package io.millwright.rules.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan file says of a meter: what to believe of one, or how one follows from others. */
public sealed interface MeterRule {

  /** The meter's name. */
  String name();

  /** For which assets. */
  AppliesTo appliesTo();

  /**
   * What can be believed of an asset's own meter. What is null is not looked at.
   *
   * @param name the meter's name
   * @param appliesTo for which assets
   * @param unit the unit of the numbers here
   * @param from the lowest value it can show
   * @param to the highest value it can show
   * @param riseAtMost how fast a counter can count
   * @param jump how far two readings can be apart
   * @param stuckAfterMillis after how long a value that never changed is no longer believed
   */
  record Believe(
      String name,
      AppliesTo appliesTo,
      String unit,
      @Nullable Double from,
      @Nullable Double to,
      @Nullable Pace riseAtMost,
      @Nullable Jump jump,
      @Nullable Long stuckAfterMillis)
      implements MeterRule {

    /** Validates that something is said, and that there is something between from and to. */
    public Believe {
      if (from != null && to != null && from >= to) {
        throw new IllegalArgumentException("'from' (" + from + ") must be below 'to' (" + to + ")");
      }
      if (stuckAfterMillis != null && stuckAfterMillis <= 0) {
        throw new IllegalArgumentException("'stuck_after' must be above 0");
      }
    }
  }

  /**
   * How fast a counter can count: at most {@code by} in each {@code perMillis}, and as much at
   * once, because a meter moves in steps and clocks differ.
   *
   * @param by in the rule's unit, above 0
   * @param perMillis above 0
   */
  record Pace(double by, long perMillis) {
    /** Validates both. */
    public Pace {
      if (!(by > 0 && by <= 1e15) || perMillis <= 0) {
        throw new IllegalArgumentException("'by' and 'per' must be above 0");
      }
    }
  }

  /**
   * How far two readings in a row can be apart.
   *
   * @param by in the rule's unit, above 0
   * @param withinMillis what was read longer ago says nothing: else one true step would have every
   *     later reading refused
   */
  record Jump(double by, long withinMillis) {
    /** Validates both. */
    public Jump {
      if (!(by > 0 && by <= 1e15) || withinMillis <= 0) {
        throw new IllegalArgumentException("'jump_at_most' and 'jump_within' must be above 0");
      }
    }
  }

  /**
   * A counter that no gateway sends: it follows from other meters of the same asset.
   *
   * @param name the meter's name, none that the asset has
   * @param appliesTo for which assets
   * @param unit its unit
   * @param source what it follows from
   */
  record Derived(String name, AppliesTo appliesTo, String unit, Source source)
      implements MeterRule {}

  /** What a derived meter follows from. */
  sealed interface Source {

    /** The names of the meters it follows from. */
    List<String> meters();
  }

  /**
   * The time that a state lasted.
   *
   * @param meter a state meter
   * @param states the values that count
   * @param holdAtMostMillis how long a reading is believed to hold when the next one is later: a
   *     gateway that is silent for a month does not make a month's running hours
   * @param start the total to begin with, in the derived meter's unit
   */
  record HoursIn(String meter, List<Double> states, long holdAtMostMillis, double start)
      implements Source {
    /** Copies the list and validates the hold. */
    public HoursIn {
      states = List.copyOf(states);
      if (holdAtMostMillis <= 0) {
        throw new IllegalArgumentException("'hold_at_most' must be above 0");
      }
      checkStart(start);
    }

    @Override
    public List<String> meters() {
      return List.of(meter);
    }
  }

  /**
   * How often a state was entered.
   *
   * @param meter a state meter
   * @param states the values that count: from none of them to one of them is one entry
   * @param start the total to begin with
   */
  record EntriesInto(String meter, List<Double> states, double start) implements Source {
    /** Copies the list. */
    public EntriesInto {
      states = List.copyOf(states);
      checkStart(start);
    }

    @Override
    public List<String> meters() {
      return List.of(meter);
    }
  }

  /**
   * A weighted sum of counters.
   *
   * @param parts at least one
   */
  record Sum(List<Part> parts) implements Source {
    /** Copies the list. */
    public Sum {
      parts = List.copyOf(parts);
    }

    @Override
    public List<String> meters() {
      return parts.stream().map(Part::meter).toList();
    }
  }

  /**
   * One counter of a sum.
   *
   * @param meter its name
   * @param times what one of it counts, or null: 1, when its unit can be converted to the sum's
   */
  record Part(String meter, @Nullable Double times) {
    /** Validates the weight: a sum of counters must be a counter. */
    public Part {
      if (times != null && !(times > 0 && times <= 1e9)) {
        throw new IllegalArgumentException(
            "'times' must be above 0 and at most 1e9: a counter never falls");
      }
    }
  }

  private static void checkStart(double start) {
    if (!(Math.abs(start) <= 1e15)) {
      throw new IllegalArgumentException("'start' must be from -1e15 to 1e15, not " + start);
    }
  }
}
