package io.millwright.sim.load;

import io.millwright.sim.wire.WireClient;
import io.millwright.sim.wire.WireOptions;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** One run: connects the gateways, warms up, measures, and waits for the last answers. */
public final class LoadRun {
  /** The service turns away connections when more than 256 wait for their password's check. */
  private static final int CONNECTING = 64;

  private final LoadPlan plan;
  private final Duration patience;
  private final LoadWatch watch;
  private final LoadCounts counts = new LoadCounts();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<LoadConnection> connections = new ArrayList<>();

  private long secondSent;
  private long secondAcknowledged;

  /**
   * A run.
   *
   * @param plan how much
   * @param patience how long to wait for the last answers
   * @param watch is told each second
   */
  public LoadRun(LoadPlan plan, Duration patience, LoadWatch watch) {
    this.plan = plan;
    this.patience = patience;
    this.watch = watch;
  }

  /**
   * Runs.
   *
   * @param threads event loops
   * @param options how the gateway of a number connects
   * @param makers makes the messages of the gateway of a number
   * @return what it came to
   * @throws IOException when a gateway cannot connect or loses its connection
   * @throws InterruptedException when interrupted
   */
  public LoadReport run(
      int threads, IntFunction<WireOptions> options, IntFunction<MessageMaker> makers)
      throws IOException, InterruptedException {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
    try {
      connect(loops, options, makers);
      return publish();
    } finally {
      connections.forEach(LoadConnection::close);
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
    }
  }

  private void connect(
      EventLoopGroup loops, IntFunction<WireOptions> options, IntFunction<MessageMaker> makers)
      throws IOException, InterruptedException {
    Deque<CompletableFuture<?>> connecting = new ArrayDeque<>();
    for (int i = 0; i < plan.gateways(); i++) {
      LoadConnection connection = new LoadConnection(plan, makers.apply(i), counts, failure);
      connections.add(connection);
      connecting.add(
          WireClient.connect(loops, options.apply(i), connection)
              .thenAccept(connection::connected)
              .toCompletableFuture());
      if (connecting.size() == CONNECTING) {
        await(connecting.remove());
      }
    }
    for (CompletableFuture<?> last : connecting) {
      await(last);
    }
  }

  private static void await(CompletableFuture<?> connecting)
      throws IOException, InterruptedException {
    try {
      connecting.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private LoadReport publish() throws IOException, InterruptedException {
    Pacer pacer = new Pacer(plan, connections, failure);
    Thread pacing = new Thread(pacer, "load-pacer");
    boolean paced = plan.isOpenLoop() || plan.qos() == 0;
    long start = System.nanoTime();
    if (paced) {
      pacing.start();
    } else {
      connections.forEach(connection -> connection.answerWithMessages(true));
      connections.forEach(LoadConnection::fill);
    }
    Histogram measured = new Histogram(3);
    try {
      seconds(start, start + plan.warmUp().toNanos(), true, new Histogram(3));
      watch.measuring();
      long from = System.nanoTime();
      long before = done();
      seconds(start, from + plan.duration().toNanos(), false, measured);
      long messages = done() - before;
      double span = (System.nanoTime() - from) / 1e9;
      watch.measured();
      end(pacer, pacing, paced);
      awaitLast();
      return new LoadReport(
          plan,
          counts.sentMessages(),
          counts.acknowledgedMessages(),
          counts.refusals(),
          span,
          messages,
          measured);
    } finally {
      end(pacer, pacing, paced);
    }
  }

  private void end(Pacer pacer, Thread pacing, boolean paced) throws InterruptedException {
    connections.forEach(connection -> connection.answerWithMessages(false));
    pacer.end();
    if (paced) {
      pacing.join();
    }
  }

  private long done() {
    return plan.qos() == 0 ? counts.sentMessages() : counts.acknowledgedMessages();
  }

  private void seconds(long start, long end, boolean warmingUp, Histogram into)
      throws IOException, InterruptedException {
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(1_000_000_000L, end - now));
      failIfBroken();
      Histogram latencies = counts.latenciesSinceLast();
      into.add(latencies);
      long sent = counts.sentMessages();
      long acknowledged = counts.acknowledgedMessages();
      watch.second(
          LoadSecond.of(
              (System.nanoTime() - start) / 1e9,
              warmingUp,
              sent - secondSent,
              acknowledged - secondAcknowledged,
              open(),
              latencies));
      secondSent = sent;
      secondAcknowledged = acknowledged;
    }
  }

  private void awaitLast() throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (open() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
      failIfBroken();
    }
  }

  private long open() {
    long open = 0;
    for (LoadConnection connection : connections) {
      open += connection.open();
    }
    return open;
  }

  private void failIfBroken() throws IOException {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IOException(cause.getMessage(), cause);
    }
  }
}
