package io.millwright.sim.fleet;

import io.millwright.sim.contract.GatewayMessage;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One step of the fleet.
 *
 * @param time its end, simulated
 * @param offline gateways without a network at that time
 * @param messages what the others publish, each gateway's in its order
 */
public record FleetTick(Instant time, Set<String> offline, List<GatewayMessage> messages) {}
