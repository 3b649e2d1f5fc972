package io.millwright.rules.meter;

import io.millwright.rules.state.AssetState.BeliefState;
import io.millwright.rules.state.AssetState.MeterState;
import io.millwright.rules.state.AssetState.OffsetMove;
import io.millwright.rules.state.AssetState.RateState;
import io.millwright.rules.state.AssetState.RecentState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only some meters have; made when needed, so that a plain counter stays small. */
final class Particulars {
  /** Of a counter that has wrapped or was exchanged. */
  private @Nullable OffsetMoves moves;

  /** Of a meter that the plan file says what to believe of. */
  @Nullable Beliefs beliefs;

  /** Of a counter that reports increases, and of one that is derived from a state. */
  @Nullable RecentReadings recent;

  RecentReadings recent() {
    if (recent == null) {
      recent = new RecentReadings();
    }
    return recent;
  }

  void moved(OffsetMove move) {
    if (moves == null) {
      moves = new OffsetMoves();
    }
    moves.add(move);
  }

  @Nullable OffsetMove replacementAt(long time) {
    return moves == null ? null : moves.replacementAt(time);
  }

  double offsetAt(long time, double present) {
    return moves == null ? present : moves.offsetAt(time, present);
  }

  double undo(long time, double value, double shownNow) {
    return moves == null ? 0 : moves.undo(time, value, shownNow);
  }

  /** Adds what it knows to the state of the meter's newest reading. */
  MeterState added(long time, double value, double offset, @Nullable RateState rate) {
    RecentState readings = recent == null ? null : recent.snapshot();
    BeliefState belief = beliefs == null ? null : beliefs.snapshot();
    List<OffsetMove> all = moves == null ? List.of() : moves.snapshot();
    return new MeterState(time, value, offset, all, rate, readings, belief);
  }

  void restore(MeterState state) {
    state.moves().forEach(this::moved);
    if (recent != null && state.recent() != null) {
      recent.restore(state.recent());
    }
    if (beliefs != null && state.belief() != null) {
      beliefs.restore(state.belief());
    }
  }
}
