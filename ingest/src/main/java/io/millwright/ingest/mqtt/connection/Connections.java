package io.millwright.ingest.mqtt.connection;

import io.millwright.ingest.mqtt.limit.GatewayQuota;
import io.millwright.ingest.registry.GatewayLimits;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All connections of all event loops: their number, and who holds a client id. Any thread. */
public final class Connections {
  /** How many sockets beyond the limit may be about to connect. */
  private static final int STRANGERS = 1000;

  private final ConcurrentMap<ClientKey, GatewayConnection> byClient = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, GatewayQuota> quotas = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger sockets = new AtomicInteger();
  private final int limit;
  private final GatewayLimits defaults;

  /**
   * No connections.
   *
   * @param limit how many there may be
   * @param defaults what a gateway may do of which the registry says nothing
   */
  public Connections(int limit, GatewayLimits defaults) {
    this.limit = limit;
    this.defaults = defaults;
  }

  /**
   * Counts a socket, which may not have sent its CONNECT yet.
   *
   * @return whether it is to be served; if so {@link #closed} must follow
   */
  public boolean opened() {
    if (sockets.incrementAndGet() <= limit + STRANGERS) {
      return true;
    }
    sockets.decrementAndGet();
    return false;
  }

  /** A socket is closed. */
  public void closed() {
    sockets.decrementAndGet();
  }

  int count() {
    return count.get();
  }

  /**
   * Takes a place, from CONNECT on, so that those still to be verified count too. A client that
   * comes back gets in also when all places are taken, for it replaces its former connection.
   *
   * @param client who it claims to be, null when it does not say
   * @return whether there was one; if so {@link #leave} must follow
   */
  public boolean enter(@Nullable ClientKey client) {
    if (count.incrementAndGet() <= limit || (client != null && byClient.containsKey(client))) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  /** Gives the place back. */
  public void leave() {
    count.decrementAndGet();
  }

  /** Gives the client id to a connection; returns the one that had it, to be ended. */
  public @Nullable GatewayConnection hold(ClientKey client, GatewayConnection connection) {
    return byClient.put(client, connection);
  }

  /** Gives the client id back, unless another connection has it already. */
  void release(ClientKey client, GatewayConnection connection) {
    byClient.remove(client, connection);
  }

  /**
   * Takes a place of the client's gateway.
   *
   * @param limits what the registry says about it
   * @return the gateway's quota, to be left at the end; null when it has no place
   */
  public @Nullable GatewayQuota enter(ClientKey client, GatewayLimits limits, long now) {
    boolean[] entered = new boolean[1];
    GatewayQuota quota =
        quotas.compute(
            client.gateway(),
            (id, before) -> {
              GatewayQuota own =
                  before == null ? new GatewayQuota(limits.or(defaults), now) : before;
              own.limit(limits.or(defaults));
              entered[0] = own.enter(byClient.containsKey(client));
              return own;
            });
    return entered[0] ? quota : null;
  }

  /** The gateways that are connected, and how many connections each has. */
  public Map<String, Integer> gateways() {
    Map<String, Integer> open = new TreeMap<>();
    byClient.keySet().forEach(client -> open.merge(client.gateway(), 1, Integer::sum));
    return open;
  }

  /** Takes over what the registry says about a gateway now. */
  public void limit(String gateway, GatewayLimits limits) {
    GatewayQuota quota = quotas.get(gateway);
    if (quota != null) {
      quota.limit(limits.or(defaults));
    }
  }

  /** Ends all connections of a gateway. */
  public void revoke(String gateway) {
    byClient.forEach(
        (client, connection) -> {
          if (client.gateway().equals(gateway)) {
            connection.revoked();
          }
        });
  }

  /** Forgets gateways that have no connection. */
  public void forgetAbsent() {
    quotas
        .keySet()
        .forEach(id -> quotas.computeIfPresent(id, (same, own) -> own.open() > 0 ? own : null));
  }
}
