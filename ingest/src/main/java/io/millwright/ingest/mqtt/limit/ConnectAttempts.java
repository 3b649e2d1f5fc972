package io.millwright.ingest.mqtt.limit;

import io.millwright.ingest.rate.KeyedBuckets;
import io.millwright.ingest.registry.GatewayCredentials.Guesses;
import java.util.function.LongSupplier;

/** Who tries to connect how often. Any thread. */
public final class ConnectAttempts {
  private static final double SAVED_SECONDS = 10;

  private final KeyedBuckets sockets;
  private final KeyedBuckets names;
  private final KeyedBuckets wrong;

  /**
   * No attempts yet.
   *
   * @param rates how many are served
   * @param nanos the time in nanoseconds, of any origin
   */
  public ConnectAttempts(ConnectRates rates, LongSupplier nanos) {
    sockets = new KeyedBuckets(rates.perAddress(), SAVED_SECONDS, nanos);
    names = new KeyedBuckets(rates.perGateway(), SAVED_SECONDS, nanos);
    wrong = new KeyedBuckets(rates.wrongPasswords(), SAVED_SECONDS, nanos);
  }

  /** Whether one more socket of an address is to be served. */
  public boolean socket(String address) {
    return sockets.tryTake(address);
  }

  /** Whether one more CONNECT is to be looked at. From elsewhere nobody can use up the rate. */
  public boolean name(String address, String claimed) {
    return names.tryTake(address + ' ' + claimed);
  }

  /** How many passwords are hashed for an address. */
  public Guesses guesses(String address) {
    return new Guesses() {
      @Override
      public boolean take() {
        return wrong.tryTake(address);
      }

      @Override
      public void giveBack() {
        wrong.giveBack(address);
      }
    };
  }
}
