package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.state.AssetState.ShelfState;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What keeps an active condition from raising its order for a time: a shelf (OPC UA Part 9, 5.8.10:
 * timed, or one-shot, which ends when the condition has cleared), or its re-open rule.
 */
final class Hold {
  private static final long NEVER = SignalTrack.NEVER;

  private @Nullable ShelfState shelf;
  private long shelvedAt = NEVER;
  private long notBefore = NEVER;

  boolean isShelved(long time) {
    return shelf != null && time < end(shelf);
  }

  boolean holds(long time) {
    return isShelved(time) || time < notBefore;
  }

  private static long end(ShelfState shelf) {
    return shelf.until() == null ? Long.MAX_VALUE : shelf.until();
  }

  /** Whether a shelf is there, though its time may have passed unnoticed. */
  boolean hasShelf() {
    return shelf != null;
  }

  Verdict shelve(Event.ConditionShelved event) {
    Long until = event.until();
    if (event.time() <= shelvedAt || (until != null && until <= event.time())) {
      return Verdict.WITHOUT_EFFECT;
    }
    shelf = new ShelfState(until, event.oneShot(), event.by(), event.why());
    shelvedAt = event.time();
    return Verdict.ACCEPTED;
  }

  Verdict unshelve(Event.ConditionUnshelved event) {
    if (shelf == null || event.time() <= shelvedAt) {
      return Verdict.WITHOUT_EFFECT;
    }
    shelf = null;
    shelvedAt = event.time();
    return Verdict.ACCEPTED;
  }

  /** The condition has cleared. */
  void cleared() {
    if (shelf != null && shelf.oneShot()) {
      shelf = null;
    }
  }

  /** Time has passed. */
  void expire(long time) {
    if (shelf != null && time >= end(shelf)) {
      shelf = null;
    }
  }

  /** An order was closed: there is none before this time. */
  void closed(long nextNotBefore) {
    notBefore = Math.max(notBefore, nextNotBefore);
  }

  /**
   * When it ends by the mere passing of time; Long.MAX_VALUE for never.
   *
   * @param owed whether an order waits for it
   */
  long nextTick(boolean owed) {
    return shelf != null ? end(shelf) : owed ? notBefore : Long.MAX_VALUE;
  }

  Suppression.Reason reason(long time) {
    return isShelved(time) ? Suppression.Reason.SHELVED : Suppression.Reason.TOO_SOON;
  }

  /** Why there is no order now. */
  String detail(long time, ZoneId zone) {
    return shelf != null && isShelved(time)
        ? "Met, but shelved by "
            + shelf.by()
            + ending(shelf, shelf.until() == null ? "" : Words.minute(shelf.until(), zone))
        : "Met again before "
            + Words.minute(notBefore, zone)
            + "; until then 'not_within' allows no further order.";
  }

  private static String ending(ShelfState shelf, String until) {
    return (until.isEmpty() ? "" : " until " + until)
        + (shelf.oneShot() ? (until.isEmpty() ? " until it clears" : " or until it clears") : "")
        + (shelf.why() == null ? "" : ": " + shelf.why())
        + ".";
  }

  void explain(boolean owed, Reasons reasons) {
    ShelfState now = shelf;
    if (now != null && isShelved(reasons.at())) {
      String until = now.until() == null ? "" : reasons.time(now.until());
      String words = "it is shelved by " + now.by() + ending(now, until);
      reasons.add(words.substring(0, words.length() - 1));
    }
    if (owed && notBefore > reasons.at()) {
      reasons.add("'not_within' allows no further order before " + reasons.time(notBefore));
    }
  }

  @Nullable ShelfState shelf() {
    return shelf;
  }

  long shelvedAt() {
    return shelvedAt;
  }

  long notBefore() {
    return notBefore;
  }

  void restore(@Nullable ShelfState wasShelf, long wasShelvedAt, long wasNotBefore) {
    shelf = wasShelf;
    shelvedAt = wasShelvedAt;
    notBefore = wasNotBefore;
  }
}
