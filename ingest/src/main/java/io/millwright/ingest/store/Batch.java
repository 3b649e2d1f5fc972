package io.millwright.ingest.store;

import io.millwright.ingest.codec.sparkplug.PresenceRecord;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Everything that one transaction makes durable: readings and events, and what the fold made of
 * them. Not thread-safe: owned by a shard.
 */
public final class Batch {
  final ReadingColumns readings = new ReadingColumns();
  final List<EventRow> events = new ArrayList<>();
  final List<DefinitionRow> definitions = new ArrayList<>();
  final List<Raised> orders = new ArrayList<>();
  final List<Raised> shadows = new ArrayList<>();
  final List<Escalation> escalations = new ArrayList<>();
  final List<Deferred> deferrals = new ArrayList<>();
  final List<EpisodeClosed> closed = new ArrayList<>();
  final List<OrderStatus> statuses = new ArrayList<>();
  final List<Suppressed> suppressions = new ArrayList<>();
  final List<QuarantineEntry> quarantine = new ArrayList<>();
  final List<PresenceRecord> presences = new ArrayList<>();
  final List<ForgottenNode> forgotten = new ArrayList<>();
  final IntFunction<QuarantineEntry> conflicting;

  /**
   * An empty batch.
   *
   * @param conflicting makes the quarantine entry of the n-th reading, should another value be
   *     stored for its meter and time already
   */
  public Batch(IntFunction<QuarantineEntry> conflicting) {
    this.conflicting = conflicting;
  }

  record Raised(int asset, WorkOrder order) {}

  record Deferred(UUID order, Event.OrderDeferred event) {}

  record Suppressed(int asset, Suppression suppression) {}

  record ForgottenNode(String group, String edge, long atMillis) {}

  /** The readings. */
  public ReadingColumns readings() {
    return readings;
  }

  /** Adds an event that is not a reading. */
  public void event(EventRow event) {
    events.add(event);
  }

  /** Adds that an asset's changes were taken. */
  public void redefined(DefinitionRow row) {
    definitions.add(row);
  }

  /** Adds a work order and the opening of its episode; of a rule in shadow mode, its record. */
  public void raised(int asset, WorkOrder order) {
    (order.rule().shadow() ? shadows : orders).add(new Raised(asset, order));
  }

  /** Adds what makes an open order more urgent. */
  public void escalated(Escalation escalation) {
    escalations.add(escalation);
  }

  /** Adds that the work of an open order is put off. */
  public void deferred(UUID order, Event.OrderDeferred event) {
    deferrals.add(new Deferred(order, event));
  }

  /** Adds the end of an episode. */
  public void closed(EpisodeClosed episode) {
    closed.add(episode);
  }

  /** Adds a step of an order. */
  public void status(OrderStatus status) {
    statuses.add(status);
  }

  /** Adds the reason for an order that was not raised. */
  public void suppressed(int asset, Suppression suppression) {
    suppressions.add(new Suppressed(asset, suppression));
  }

  /** Adds something that is not believed. */
  public void quarantine(QuarantineEntry entry) {
    quarantine.add(entry);
  }

  /** Adds that an edge node or a device is online or dead. */
  public void presence(PresenceRecord record) {
    presences.add(record);
  }

  /**
   * Adds that nothing is kept any more of an edge node and its devices.
   *
   * @param atMillis epoch milliseconds; what is known since then stays, in whatever order it came
   */
  public void edgeNodeForgotten(String group, String edge, long atMillis) {
    forgotten.add(new ForgottenNode(group, edge, atMillis));
  }

  /** How many orders are recorded and not sent. */
  public int shadowOrders() {
    return shadows.size();
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return readings.size() == 0
        && events.isEmpty()
        && definitions.isEmpty()
        && orders.isEmpty()
        && shadows.isEmpty()
        && escalations.isEmpty()
        && deferrals.isEmpty()
        && closed.isEmpty()
        && statuses.isEmpty()
        && suppressions.isEmpty()
        && quarantine.isEmpty()
        && presences.isEmpty()
        && forgotten.isEmpty();
  }
}
