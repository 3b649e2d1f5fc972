package io.millwright.sim.demo;

import io.millwright.sim.fleet.FleetReport;
import io.millwright.sim.orders.ListedOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a demo came to.
 *
 * @param readings the readings' fate
 * @param fleet what the fleet lived through
 * @param orders all orders, oldest first
 * @param created orders that the stand-ins created
 * @param duplicates orders that the stand-ins created twice
 * @param publishToAck milliseconds at the gateways
 * @param readingToDelivery milliseconds in the service
 */
record DemoReport(
    Readings readings,
    FleetReport fleet,
    List<ListedOrder> orders,
    long created,
    long duplicates,
    Latency publishToAck,
    Latency readingToDelivery) {

  /**
   * Readings, each counted once but for the duplicates.
   *
   * @param published by the gateways, their deliberate repeats left out
   * @param acknowledged of those
   * @param stored in the database
   * @param duplicates that came again: repeats, and redeliveries after a lost connection
   * @param quarantined kept for a person
   */
  record Readings(
      long published, long acknowledged, long stored, long duplicates, long quarantined) {
    boolean addUp() {
      return published == acknowledged && acknowledged == stored + quarantined;
    }
  }

  /** Milliseconds. */
  record Latency(double p50, double p99) {}

  long delivered() {
    return orders.stream().filter(ListedOrder::isDelivered).count();
  }

  long completed() {
    return orders.stream().filter(order -> order.status().equals("completed")).count();
  }

  Map<String, Long> byType() {
    return orders.stream()
        .collect(Collectors.groupingBy(ListedOrder::type, TreeMap::new, Collectors.counting()));
  }

  Map<String, Long> byTarget() {
    return orders.stream()
        .collect(Collectors.groupingBy(ListedOrder::target, TreeMap::new, Collectors.counting()));
  }

  /** Whether everything is where it should be: the demo's own verdict on itself. */
  boolean isSound() {
    return readings.addUp()
        && delivered() == orders.size()
        && created == orders.size()
        && duplicates == 0;
  }

  String json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.putObject("readings")
        .put("published", readings.published)
        .put("acknowledged", readings.acknowledged)
        .put("stored", readings.stored)
        .put("duplicates", readings.duplicates)
        .put("quarantined", readings.quarantined);
    ObjectNode work = json.putObject("work_orders");
    work.put("raised", orders.size());
    work.put("delivered", delivered());
    work.put("completed", completed());
    work.put("created_at_targets", created);
    work.put("duplicates_at_targets", duplicates);
    byType().forEach(work.putObject("by_type")::put);
    byTarget().forEach(work.putObject("by_target")::put);
    ObjectNode latency = json.putObject("latency_ms");
    latency.putObject("publish_to_ack").put("p50", publishToAck.p50).put("p99", publishToAck.p99);
    latency
        .putObject("reading_to_delivery")
        .put("p50", readingToDelivery.p50)
        .put("p99", readingToDelivery.p99);
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }
}
