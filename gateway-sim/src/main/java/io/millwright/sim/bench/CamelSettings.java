package io.millwright.sim.bench;

/**
 * How the Camel route is set up, where there is a choice.
 *
 * @param batch messages in a batch at most
 * @param consumers MQTT connections that share the messages of one broker
 * @param writers threads that insert batches; 0: the MQTT client's thread does
 */
public record CamelSettings(int batch, int consumers, int writers) {
  /** Validates the ranges. */
  public CamelSettings {
    if (batch < 2 || consumers < 1 || writers < 0) {
      throw new IllegalArgumentException(
          "Camel: batches of 2 messages or more, 1 consumer or more, 0 writers or more");
    }
  }
}
