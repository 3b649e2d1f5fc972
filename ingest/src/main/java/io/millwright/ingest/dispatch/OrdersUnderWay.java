package io.millwright.ingest.dispatch;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The orders that are somewhere between {@code raised} and settled, so that none is on its way
 * twice: a row is read for sending only after its order came in here, hence after any earlier
 * attempt was marked. Confined to the dispatcher's event loop.
 */
final class OrdersUnderWay {
  private final Set<UUID> orders = new HashSet<>();
  private final Set<UUID> again = new HashSet<>();

  /** An order begins its way. Returns false when it is on it already. */
  boolean enter(UUID id) {
    return orders.add(id);
  }

  /** Remembers to look at an order once more after its way has ended. */
  void lookAgain(UUID id) {
    if (orders.contains(id)) {
      again.add(id);
    }
  }

  /** An order's way has ended. Returns whether it is to be looked at once more. */
  boolean leave(UUID id) {
    orders.remove(id);
    return again.remove(id);
  }
}
