package io.millwright.sim.replay;

import java.util.HashMap;
import java.util.Map;

/**
 * Which gateway reports an asset: in turns, in the order the file first names them. One asset has
 * one gateway, so its rows stay in order.
 */
final class GatewayShare {
  private final int gateways;
  private final Map<String, Integer> gatewayOf = new HashMap<>();

  GatewayShare(int gateways) {
    this.gateways = gateways;
  }

  /** The number of the asset's gateway, from 1. */
  int of(String tag) {
    Integer known = gatewayOf.get(tag);
    if (known != null) {
      return known;
    }
    int number = gatewayOf.size() % gateways + 1;
    gatewayOf.put(tag, number);
    return number;
  }

  int assets() {
    return gatewayOf.size();
  }
}
