package io.millwright.sim.soak;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** All gateways of a run. */
final class SoakFleet implements AutoCloseable {
  private static final long LOOK_MILLIS = 5;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final PumpWork work;
  private final FleetState state;
  private final List<SoakGateway> gateways = new ArrayList<>();

  /** Gateways that are not started yet. */
  SoakFleet(PumpWork work, FleetState state) {
    this.work = work;
    this.state = state;
    for (int i = 0; i < work.gateways(); i++) {
      gateways.add(new SoakGateway(loops.next(), i, work, state));
    }
  }

  void start() {
    gateways.forEach(SoakGateway::start);
  }

  PumpWork work() {
    return work;
  }

  FleetState state() {
    return state;
  }

  MultiThreadIoEventLoopGroup loops() {
    return loops;
  }

  /** What each gateway has acknowledged by now, by number. */
  List<GatewayLedger.Page> pages() {
    return gateways.stream().map(gateway -> gateway.ledger().page()).toList();
  }

  /** Messages made and not acknowledged. */
  long outstanding() {
    return gateways.stream().mapToLong(g -> g.ledger().produced()).sum() - state.acknowledged();
  }

  /** Breaks the connections of a share of the gateways. */
  void abort(int everyNth) {
    for (int i = 0; i < gateways.size(); i += everyNth) {
      gateways.get(i).abort();
    }
  }

  /**
   * Waits until so many further messages are acknowledged.
   *
   * @return whether they were in time
   */
  boolean awaitAcknowledged(long further, Duration patience) throws InterruptedException {
    long goal = state.acknowledged() + further;
    return await(() -> state.acknowledged() >= goal, patience);
  }

  /** Makes no further message and waits until all are acknowledged; whether they were in time. */
  boolean finish(Duration patience) throws InterruptedException {
    state.producing(false);
    return await(() -> outstanding() == 0, patience);
  }

  private static boolean await(BooleanSupplier done, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  @Override
  public void close() {
    state.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
