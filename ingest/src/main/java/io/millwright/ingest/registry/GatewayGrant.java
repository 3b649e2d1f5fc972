package io.millwright.ingest.registry;

/**
 * A gateway as it stands in the registry, for those who let it in.
 *
 * @param gateway its id
 * @param enabled whether it may connect
 * @param limits what the registry says about it
 */
public record GatewayGrant(String gateway, boolean enabled, GatewayLimits limits) {}
