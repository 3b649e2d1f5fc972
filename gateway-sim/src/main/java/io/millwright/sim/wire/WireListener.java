package io.millwright.sim.wire;

import org.jspecify.annotations.Nullable;

/** Is told what becomes of a client's messages. All calls come on the client's event loop. */
public interface WireListener {
  /**
   * The server answered a QoS 1 message. Each is answered once at most; those without an answer
   * when the connection ends are the caller's to send again.
   *
   * @param token what {@code publish} was given
   * @param reasonCode of the PUBACK; from 0x80 the message was refused (MQTT 5.0, 3.4.2.1)
   */
  void acknowledged(long token, int reasonCode);

  /**
   * The connection has ended; called once, and nothing after it.
   *
   * @param cause why, or null when {@code close} or {@code abort} ended it
   */
  void closed(@Nullable Throwable cause);

  /** The socket took what was waiting: it is the time to publish more. */
  default void writable() {}
}
