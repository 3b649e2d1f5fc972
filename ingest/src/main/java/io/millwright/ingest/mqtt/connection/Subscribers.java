package io.millwright.ingest.mqtt.connection;

import io.millwright.ingest.pipeline.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who listens to what we send, and what we keep for those that come later. Filters end with at most
 * one wildcard, so that a topic finds its listeners without asking each of them. Any thread.
 */
public final class Subscribers {
  private final ConcurrentMap<String, Set<GatewayConnection>> byFilter = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Outgoing> retained = new ConcurrentHashMap<>();

  /** Adds a listener; what is kept for it is delivered. */
  void add(String filter, GatewayConnection connection) {
    byFilter.compute(
        filter,
        (f, listeners) -> {
          Set<GatewayConnection> all =
              listeners == null ? ConcurrentHashMap.newKeySet() : listeners;
          all.add(connection);
          return all;
        });
    for (Outgoing message : retained.values()) {
      if (filters(message.topic()).contains(filter)) {
        connection.deliver(message, true);
      }
    }
  }

  void remove(String filter, GatewayConnection connection) {
    byFilter.computeIfPresent(
        filter,
        (f, listeners) -> {
          listeners.remove(connection);
          return listeners.isEmpty() ? null : listeners;
        });
  }

  public void publish(Outgoing message) {
    if (message.retained()) {
      retained.put(message.topic(), message);
    }
    for (String filter : filters(message.topic())) {
      byFilter
          .getOrDefault(filter, Set.of())
          .forEach(connection -> connection.deliver(message, false));
    }
  }

  /** The filters that fit a topic and that a gateway can be granted. */
  static List<String> filters(String topic) {
    List<String> filters = new ArrayList<>();
    filters.add(topic);
    filters.add(topic + "/#");
    int last = topic.lastIndexOf('/');
    if (last >= 0) {
      filters.add(topic.substring(0, last) + "/+");
    }
    for (int slash = last; slash >= 0; slash = topic.lastIndexOf('/', slash - 1)) {
      filters.add(topic.substring(0, slash) + "/#");
    }
    return filters;
  }
}
