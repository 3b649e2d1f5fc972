package io.millwright.peers.camel;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How the route is set up.
 *
 * @param broker such as {@code tcp://127.0.0.1:1883}
 * @param batch messages in a transaction at most; 1: each message is committed before it is
 *     acknowledged, otherwise a message is acknowledged when it waits for its batch
 * @param timeoutMillis how long a batch waits for another message
 * @param consumers MQTT connections that share the messages
 * @param writers threads and connections that insert batches; 0: the thread of the MQTT client does
 */
record Settings(String broker, int batch, int timeoutMillis, int consumers, int writers) {
  private static final Set<String> NAMES =
      Set.of("broker", "batch", "timeout", "consumers", "writers");

  /** Validates the ranges. */
  Settings {
    if (batch < 1 || timeoutMillis < 1 || consumers < 1 || writers < 0) {
      throw new IllegalArgumentException(
          "batch, timeout and consumers must be 1 or more, writers 0 or more");
    }
  }

  /**
   * Reads {@code --name=value}.
   *
   * @throws IllegalArgumentException when an argument is not of that form, unknown or missing
   */
  static Settings of(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 3 ? "" : argument.substring(2, equals);
      if (!argument.startsWith("--") || !NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "Not one of --broker=URL --batch=N --timeout=MS --consumers=N --writers=N: "
                + argument);
      }
      values.put(name, argument.substring(equals + 1));
    }
    String broker = values.get("broker");
    if (broker == null) {
      throw new IllegalArgumentException("Say where the broker is: --broker=URL");
    }
    return new Settings(
        broker,
        number(values, "batch", 1000),
        number(values, "timeout", 100),
        number(values, "consumers", 1),
        number(values, "writers", 0));
  }

  private static int number(Map<String, String> values, String name, int otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  boolean commitsEach() {
    return batch == 1;
  }
}
