package io.millwright.ingest.mqtt;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All connections of all event loops: their number, and who holds a client id. Any thread. */
final class Connections {
  private final ConcurrentMap<ClientKey, GatewayConnection> byClient = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int limit;

  Connections(int limit) {
    this.limit = limit;
  }

  int count() {
    return count.get();
  }

  /**
   * Takes a place, from CONNECT on, so that those still to be verified count too. A client that
   * comes back gets in also when all places are taken, for it replaces its former connection.
   *
   * @return whether there was one; if so {@link #leave} must follow
   */
  boolean enter(ClientKey client) {
    if (count.incrementAndGet() <= limit || byClient.containsKey(client)) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  /** Gives the place back. */
  void leave() {
    count.decrementAndGet();
  }

  /** Gives the client id to a connection; returns the one that had it, to be ended. */
  @Nullable GatewayConnection hold(ClientKey client, GatewayConnection connection) {
    return byClient.put(client, connection);
  }

  /** Gives the client id back, unless another connection has it already. */
  void release(ClientKey client, GatewayConnection connection) {
    byClient.remove(client, connection);
  }
}
