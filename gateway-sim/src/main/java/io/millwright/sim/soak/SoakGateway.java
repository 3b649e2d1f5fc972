package io.millwright.sim.soak;

import io.millwright.sim.wire.WireClient;
import io.millwright.sim.wire.WireListener;
import io.millwright.sim.wire.WireOptions;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that keeps what is not acknowledged and sends it again, in its order, after each loss
 * of the connection (MQTT 5.0, 4.4); now and then it has lost acknowledgements, too, and sends
 * again what is stored. All state on one event loop.
 */
final class SoakGateway {
  private static final long TICK_MILLIS = 10;
  private static final long RETRY_MILLIS = 100;
  private static final int LOST_ACKNOWLEDGEMENTS = 50;
  private static final int AT_ONCE = 64;

  private final EventLoop loop;
  private final int number;
  private final PumpWork work;
  private final FleetState fleet;
  private final GatewayLedger ledger = new GatewayLedger();
  private final long[] sentNanos;
  private @Nullable Line line;
  private double allowance;
  private long lastTick = System.nanoTime();
  private int connections;

  SoakGateway(EventLoop loop, int number, PumpWork work, FleetState fleet) {
    this.loop = loop;
    this.number = number;
    this.work = work;
    this.fleet = fleet;
    this.sentNanos = new long[fleet.window()];
  }

  GatewayLedger ledger() {
    return ledger;
  }

  /** Connects, and goes on until the fleet is closed. Any thread. */
  void start() {
    loop.execute(this::connect);
    var unused =
        loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Breaks the connection as a crash does. Any thread. */
  void abort() {
    loop.execute(this::abortLine);
  }

  private void abortLine() {
    Line current = line;
    if (current != null && current.client != null) {
      var unused = current.client.abort();
    }
  }

  private void connect() {
    int port = fleet.port();
    if (fleet.isClosed()) {
      return;
    }
    if (port <= 0) {
      later();
      return;
    }
    String id = PumpWork.gateway(number);
    Line next = new Line(port);
    var unused =
        WireClient.connect(loop, WireOptions.gateway("127.0.0.1", port, id, id), next)
            .whenCompleteAsync(
                (client, refused) -> {
                  if (refused != null) {
                    later();
                  } else if (fleet.isClosed()) {
                    var unusedEnd = client.abort();
                  } else {
                    opened(next, client);
                  }
                },
                loop);
  }

  private void later() {
    var unused = loop.schedule(this::connect, RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void opened(Line next, WireClient client) {
    next.client = client;
    long lowest = ledger.lowest();
    boolean lost = ++connections % 3 == 2;
    next.cursor = lost ? Math.max(0, lowest - LOST_ACKNOWLEDGEMENTS) : lowest;
    next.lost = lost ? lowest : 0;
    line = next;
    if (next.closed) {
      line = null;
      later();
    } else {
      publish();
    }
  }

  private void tick() {
    Line current = line;
    if (current != null && current.port != fleet.port()) {
      // As a load balancer does with the connections to a server that is no longer the one.
      abortLine();
    }
    long now = System.nanoTime();
    double rate = fleet.rateOfEach();
    allowance = Math.min(Math.max(1, rate / 10), allowance + (now - lastTick) / 1e9 * rate);
    lastTick = now;
    publish();
  }

  private void publish() {
    Line current = line;
    WireClient client = current == null ? null : current.client;
    if (current == null || client == null) {
      return;
    }
    while (client.isWritable() && client.waiting() < AT_ONCE && client.room() > 0) {
      if (current.cursor < ledger.produced()) {
        long message = current.cursor++;
        if (message < current.lost || !ledger.isAcknowledged(message)) {
          fleet.repeated();
          send(client, message);
        }
      } else if (allowance >= 1
          && fleet.isProducing()
          && ledger.produced() - ledger.lowest() < sentNanos.length) {
        allowance--;
        long message = ledger.produce();
        current.cursor = message + 1;
        sentNanos[(int) (message % sentNanos.length)] = System.nanoTime();
        send(client, message);
      } else {
        return;
      }
    }
  }

  private void send(WireClient client, long message) {
    fleet.sent();
    client.publish(work.topic(number, message), work.payload(number, message), 1, message);
  }

  /** One connection. */
  private final class Line implements WireListener {
    private final int port;
    private @Nullable WireClient client;
    private long cursor;
    private long lost;
    private boolean closed;

    Line(int port) {
      this.port = port;
    }

    @Override
    public void acknowledged(long token, int reasonCode) {
      if (reasonCode >= 0x80) {
        fleet.refused(PumpWork.gateway(number), token, reasonCode);
      }
      if (ledger.acknowledge(token)) {
        int slot = (int) (token % sentNanos.length);
        fleet.acknowledged(System.nanoTime() - sentNanos[slot], work.readings(token));
      }
    }

    @Override
    public void writable() {
      publish();
    }

    @Override
    public void closed(@Nullable Throwable cause) {
      closed = true;
      if (line == this) {
        line = null;
        if (!fleet.isClosed()) {
          later();
        }
      }
    }
  }
}
