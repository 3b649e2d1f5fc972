package io.millwright.rules.meter;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.state.AssetState.RecentState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meter's newest readings in the order of their times, so that one that is redelivered is known
 * again and one that is late finds its place. Bounded: beyond the newest 64 it forgets.
 */
final class RecentReadings {
  static final int MOST = 64;
  private static final int FIRST = 4;

  private long[] times = new long[FIRST];
  private double[] values = new double[FIRST];
  private int size;

  /** Up to this time it no longer knows what it has seen. */
  private long forgotten = Long.MIN_VALUE;

  /** The place of the reading of this time; when there is none, {@code -(where it belongs) - 1}. */
  int find(long time) {
    return Arrays.binarySearch(times, 0, size, time);
  }

  /** Why an increase of this time does not count; null when it does. */
  @Nullable Verdict known(long time, double increase) {
    int place = find(time);
    if (place >= 0) {
      return values[place] == increase ? Verdict.DUPLICATE : Verdict.CONFLICTING_VALUE;
    }
    return time <= forgotten ? Verdict.TOO_LATE : null;
  }

  /** Corrects an increase: {@link Verdict#ACCEPTED}, or why not. */
  Verdict correct(Event.MeterCorrected event) {
    int place = find(event.time());
    if (place < 0) {
      return event.time() <= forgotten ? Verdict.TOO_LATE : Verdict.IMPLAUSIBLE_CORRECTION;
    }
    if (values[place] != event.oldValue()) {
      return values[place] == event.newValue() ? Verdict.DUPLICATE : Verdict.CONFLICTING_VALUE;
    }
    if (event.newValue() == event.oldValue()) {
      return Verdict.DUPLICATE;
    }
    values[place] = event.newValue();
    return Verdict.ACCEPTED;
  }

  int size() {
    return size;
  }

  long time(int place) {
    return times[place];
  }

  double value(int place) {
    return values[place];
  }

  void insert(int place, long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    System.arraycopy(times, place, times, place + 1, size - place);
    System.arraycopy(values, place, values, place + 1, size - place);
    times[place] = time;
    values[place] = value;
    size++;
    if (size > MOST) {
      forgotten = times[0];
      size--;
      System.arraycopy(times, 1, times, 0, size);
      System.arraycopy(values, 1, values, 0, size);
    }
  }

  RecentState snapshot() {
    List<Long> someTimes = new ArrayList<>(size);
    List<Double> someValues = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      someTimes.add(times[i]);
      someValues.add(values[i]);
    }
    return new RecentState(
        someTimes, someValues, forgotten == Long.MIN_VALUE ? null : Long.valueOf(forgotten));
  }

  void restore(RecentState state) {
    for (int i = 0; i < state.times().size(); i++) {
      insert(i, state.times().get(i), state.values().get(i));
    }
    forgotten = state.forgotten() == null ? Long.MIN_VALUE : state.forgotten();
  }
}
