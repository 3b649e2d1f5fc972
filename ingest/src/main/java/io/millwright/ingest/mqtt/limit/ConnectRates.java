package io.millwright.ingest.mqtt.limit;

/**
 * How often clients may try to connect. Each may save up ten seconds' worth; 0 is no limit.
 *
 * @param perAddress sockets a second from one address; a reconnect of all gateways behind one
 *     router has to fit in
 * @param perGateway CONNECTs a second in the name of one gateway from one address
 * @param wrongPasswords wrong passwords a second from one address; above that a password is not
 *     hashed any more, but those known to be right still count
 */
public record ConnectRates(double perAddress, double perGateway, double wrongPasswords) {
  /** 500, 10 and 1 a second. */
  public static final ConnectRates DEFAULT = new ConnectRates(500, 10, 1);
}
