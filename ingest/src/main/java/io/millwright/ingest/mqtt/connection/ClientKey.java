package io.millwright.ingest.mqtt.connection;

/**
 * Who a session belongs to. Client ids count within their gateway, so that no gateway can end
 * another's connection by taking its client id.
 *
 * @param gateway the authenticated gateway
 * @param clientId the id the client chose
 */
public record ClientKey(String gateway, String clientId) {}
