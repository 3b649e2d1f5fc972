package io.millwright.sim.load;

/**
 * Makes the messages of one gateway, each with the next readings of its meters, in order. One
 * thread at a time.
 */
public interface MessageMaker {
  /** Where its messages are published. */
  String topic();

  /**
   * The next message.
   *
   * @param nowMillis the time of reading; when a meter's turn comes twice within a millisecond, its
   *     times run ahead
   * @return a new array
   */
  byte[] next(long nowMillis);

  /** Makes the makers. */
  interface Format {
    /**
     * The maker of a gateway's messages.
     *
     * @param fleet has the gateway
     * @param gateway its number
     * @param readings in each message
     * @return a maker of its own
     */
    MessageMaker of(LoadFleet fleet, int gateway, int readings);
  }
}
