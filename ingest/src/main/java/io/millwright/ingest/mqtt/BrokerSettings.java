package io.millwright.ingest.mqtt;

import org.jspecify.annotations.Nullable;

/** Stub. */
public record BrokerSettings(String url) {
  /** Stub. */
  public static BrokerSettings of(String url, @Nullable String user, @Nullable String password) {
    return new BrokerSettings(url);
  }
}
