package io.millwright.ingest.mqtt.limit;

import io.millwright.ingest.rate.KeyedBuckets;
import io.millwright.ingest.registry.GatewayCredentials.Guesses;

/** Who tries to connect how often. Any thread. */
public final class ConnectAttempts {
  private static final double SAVED_SECONDS = 10;

  private final KeyedBuckets sockets;
  private final KeyedBuckets names;
  private final KeyedBuckets wrong;

  public ConnectAttempts(ConnectRates rates) {
    sockets = new KeyedBuckets(rates.perAddress(), SAVED_SECONDS, System::nanoTime);
    names = new KeyedBuckets(rates.perGateway(), SAVED_SECONDS, System::nanoTime);
    wrong = new KeyedBuckets(rates.wrongPasswords(), SAVED_SECONDS, System::nanoTime);
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
