package io.millwright.rules.meter;

import io.millwright.rules.state.AssetState.OffsetMove;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counter's newest rollovers and replacements: what its offset was before each, so that a value
 * read before one still has its total, and a rollover that a wrong reading made up can be undone.
 */
final class OffsetMoves {
  /** A meter is exchanged or wraps once in years; what is older than this is history for good. */
  private static final int MOST = 8;

  private final List<OffsetMove> moves = new ArrayList<>(1);

  void add(OffsetMove move) {
    if (moves.size() == MOST) {
      moves.remove(0);
    }
    moves.add(move);
  }

  /** The exchange at this time; null when none is remembered. */
  @Nullable OffsetMove replacementAt(long time) {
    for (OffsetMove move : moves) {
      if (move.replaced() && move.time() == time) {
        return move;
      }
    }
    return null;
  }

  /** The offset of what was read at a time. */
  double offsetAt(long time, double present) {
    for (OffsetMove move : moves) {
      if (time < move.time()) {
        return move.offsetBefore();
      }
    }
    return present;
  }

  /**
   * Takes back a rollover that was none, because the reading at one side of it was wrong.
   *
   * @param time when the wrong reading was taken
   * @param value what it should have shown
   * @param shownNow what the counter shows now
   * @return by how much the offset falls; 0 when no rollover hangs on that reading
   */
  double undo(long time, double value, double shownNow) {
    for (int i = 0; i < moves.size(); i++) {
      OffsetMove move = moves.get(i);
      if (move.replaced() || (move.time() != time && move.timeBefore() != time)) {
        continue;
      }
      double later = i + 1 < moves.size() ? moves.get(i + 1).valueBefore() : shownNow;
      boolean none =
          move.time() == time
              ? value >= move.valueBefore() && later >= value
              : value <= move.value();
      if (none) {
        moves.remove(i);
        shift(i, move.by());
        return move.by();
      }
      moves.set(i, move.time() == time ? move.withValue(value) : move.withValueBefore(value));
    }
    return 0;
  }

  private void shift(int from, double by) {
    for (int i = from; i < moves.size(); i++) {
      OffsetMove move = moves.get(i);
      moves.set(i, move.withOffsetBefore(Rounding.off(move.offsetBefore() - by)));
    }
  }

  List<OffsetMove> snapshot() {
    return List.copyOf(moves);
  }
}
