package io.millwright.sim.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both commands that publish are told. */
final class PublishOptions {
  @Option(names = "--url", description = "MQTT server, such as tcp://127.0.0.1:1883.")
  @Nullable URI url;

  @Option(names = "--registry-out", description = "Write assets and gateways as registry YAML.")
  @Nullable Path registryOut;

  @Option(names = "--window", defaultValue = "64", description = "Messages in flight a gateway.")
  int window;

  @Option(
      names = "--ack-timeout",
      defaultValue = "60",
      description = "Seconds to wait for the last acknowledgements.")
  private int ackTimeoutSeconds;

  /** How long to wait for the last acknowledgements. */
  Duration ackPatience() {
    return Duration.ofSeconds(ackTimeoutSeconds);
  }

  /** Complains when there is nothing to do. */
  boolean askForNothing(PrintWriter err) {
    if (url != null || registryOut != null) {
      return false;
    }
    err.println("Error: say --registry-out FILE to write the registry, --url to publish, or both");
    return true;
  }
}
