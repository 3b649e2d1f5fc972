package io.millwright.sim.soak;

import io.millwright.sim.wire.WireClient;
import io.millwright.sim.wire.WireListener;
import io.millwright.sim.wire.WireOptions;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client that only asks to be let in. */
final class Probe {
  private static final long PATIENCE_SECONDS = 30;

  private final EventLoopGroup loops;
  private final int port;

  Probe(EventLoopGroup loops, int port) {
    this.loops = loops;
    this.port = port;
  }

  /** Connects and disconnects; returns how long the answer to CONNECT took. */
  Duration connect() throws IOException, InterruptedException {
    String id = PumpWork.gateway(0);
    WireOptions options = new WireOptions("127.0.0.1", port, "probe", id, id, true, 60, null);
    long begin = System.nanoTime();
    try {
      WireClient client =
          WireClient.connect(loops, options, new Deaf())
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Duration took = Timings.since(begin);
      client.close().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return took;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("A client is not let in: " + e, e);
    }
  }

  private static final class Deaf implements WireListener {
    @Override
    public void acknowledged(long token, int reasonCode) {}

    @Override
    public void closed(@Nullable Throwable cause) {}
  }
}
