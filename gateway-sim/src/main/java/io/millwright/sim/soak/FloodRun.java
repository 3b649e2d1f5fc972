package io.millwright.sim.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Ten times what the database takes is offered: the service's memory stays bounded, gateways are
 * slowed down, and afterwards all is as before.
 *
 * @param seconds how long the flood lasts, 1 or more
 */
public record FloodRun(int seconds) implements SoakRun {
  private static final int WINDOW = 64;
  private static final int READINGS = 50;
  private static final int SPACING_MILLIS = 15;
  private static final int SLOWED_READINGS = 10_000;
  private static final int TIMES = 10;
  private static final double NO_LIMIT = 1e6;
  private static final int CALM_SECONDS = 60;

  /** A flood below that has short phases before it, too. */
  private static final int SHORT_SECONDS = 60;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public int run(SoakOptions options) throws IOException, SQLException, InterruptedException {
    Findings findings = new Findings(options.out());
    findings.say(
        "soak flood: %d times what the database takes for %d s, %d readings a message, service"
            + " with %s, seed %d",
        TIMES, seconds, READINGS, String.join(" ", options.jvm()), options.seed());
    long start = System.currentTimeMillis() - TimeUnit.HOURS.toMillis(12);
    PumpWork work = new PumpWork(options.gateways(), start, SPACING_MILLIS, READINGS - 1);
    try (SoakDatabase database = new SoakDatabase();
        Network network = new Network(() -> database.address().server().port());
        Scene scene =
            new Scene(
                options, database, network.to(database.address(), ""), work, WINDOW, findings)) {
      new Flood(scene, network, findings, seconds).run();
      scene.conclude();
      return Verdict.say(findings, options.seed());
    }
  }

  /** The phases of the run. */
  private static final class Flood {
    private final Scene scene;
    private final FleetState state;
    private final Network network;
    private final Findings findings;
    private final int seconds;
    private final int phaseMillis;
    private final Watch watch;

    Flood(Scene scene, Network network, Findings findings, int seconds) {
      this.scene = scene;
      this.state = scene.state();
      this.network = network;
      this.findings = findings;
      this.seconds = seconds;
      this.phaseMillis = seconds < SHORT_SECONDS ? 1_500 : 4_000;
      this.watch = new Watch(scene, findings);
    }

    void run() throws IOException, InterruptedException {
      state.rate(NO_LIMIT);
      scene.live(phaseMillis); // the service has to warm up
      long bytes = network.forwarded();
      long before = state.acknowledgedReadings();
      double taken = readingsPerSecond(phaseMillis);
      long readings = Math.max(1, state.acknowledgedReadings() - before);
      long bytesEach = Math.max(1, (network.forwarded() - bytes) / readings);
      findings.say("  the database takes %,.0f readings/s as it is", taken);
      network.throttle(bytesEach * SLOWED_READINGS);
      scene.live(phaseMillis);
      double slowed = Math.max(1, readingsPerSecond(phaseMillis * 2L));
      findings.say(
          "  slowed down by the network (%d bytes a reading) it takes %,.0f/s", bytesEach, slowed);

      // Half of what it takes: what is usual.
      state.rate(slowed / 2 / READINGS);
      if (!awaitDrained()) {
        findings.differs("what had been sent is not acknowledged within %s", PATIENCE);
      }
      state.latencies();
      scene.live(phaseMillis);
      Histogram usual = state.latencies();
      double usual99 = usual.getValueAtPercentile(99) / 1e6;
      findings.say(
          "  at half of that, publish to acknowledgement p50 %.0f ms, p99 %.0f ms",
          usual.getValueAtPercentile(50) / 1e6, usual99);

      double offered = TIMES * slowed / READINGS;
      findings.say("  flood: %,.0f readings/s offered", offered * READINGS);
      state.rate(offered);
      watch.begin();
      for (int second = 1; second <= seconds; second++) {
        watch.second(second);
      }
      state.rate(slowed / 2 / READINGS);
      // A short flood is a test, which has to stand the machine's own hiccups.
      calm(2 * Math.max(usual99, seconds < SHORT_SECONDS ? 500 : 100));
      watch.sum(offered * READINGS, seconds);
    }

    private double readingsPerSecond(long millis) throws IOException, InterruptedException {
      long before = state.acknowledgedReadings();
      long begin = System.nanoTime();
      scene.live(millis);
      return (state.acknowledgedReadings() - before) * 1e9 / (System.nanoTime() - begin);
    }

    private boolean awaitDrained() throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (scene.fleet().outstanding() > scene.fleet().work().gateways()) {
        if (System.nanoTime() > end) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
      return true;
    }

    /** Waits until three seconds in a row are as usual. */
    private void calm(double limitMillis) throws IOException, InterruptedException {
      int calm = 0;
      for (int second = 1; second <= CALM_SECONDS; second++) {
        state.latencies();
        scene.live(1_000);
        Histogram latency = state.latencies();
        double p99 = latency.getValueAtPercentile(99) / 1e6;
        calm = latency.getTotalCount() > 0 && p99 <= limitMillis ? calm + 1 : 0;
        if (calm == 3) {
          findings.say(
              "  flood over: p99 at or below %.0f ms again after %d s", limitMillis, second - 2);
          return;
        }
      }
      findings.differs("%d s after the flood p99 is not %.0f ms yet", CALM_SECONDS, limitMillis);
    }
  }

  /** What is seen of the service while it is flooded. */
  private static final class Watch {
    private final Scene scene;
    private final Findings findings;
    private final Probe probe;
    private long readings;
    private long sent;
    private long firstReadings;
    private double mostHeap;
    private long mostResident;
    private double mostWaiting;
    private Duration slowestConnect = Duration.ZERO;

    Watch(Scene scene, Findings findings) {
      this.scene = scene;
      this.findings = findings;
      this.probe = new Probe(scene.fleet().loops(), scene.service().mqttPort());
    }

    void begin() {
      readings = scene.state().acknowledgedReadings();
      firstReadings = readings;
      sent = scene.state().sentCount();
    }

    void second(int second) throws IOException, InterruptedException {
      long begin = System.nanoTime();
      Duration connect = probe.connect();
      double heap = scene.service().metric("jvm_memory_used_bytes", "area=\"heap\"") / (1 << 20);
      double waiting = scene.service().metric("millwright_queue_waiting", "");
      double paused = scene.service().metric("millwright_queue_paused", "");
      long resident = scene.service().residentMebibytes();
      scene.live(Math.max(1, 1_000 - (System.nanoTime() - begin) / 1_000_000));
      long nowReadings = scene.state().acknowledgedReadings();
      long nowSent = scene.state().sentCount();
      findings.say(
          "  %4d s  sent %,8d  acknowledged %,8d readings/s  waiting %,7.0f%s  heap %4.0f MiB  RSS"
              + " %4d MiB  connect %s",
          second,
          (nowSent - sent) * READINGS,
          nowReadings - readings,
          waiting,
          paused > 0 ? " paused" : "       ",
          heap,
          resident,
          Timings.seconds(connect));
      readings = nowReadings;
      sent = nowSent;
      mostHeap = Math.max(mostHeap, heap);
      mostResident = Math.max(mostResident, resident);
      mostWaiting = Math.max(mostWaiting, waiting);
      slowestConnect = slowestConnect.compareTo(connect) > 0 ? slowestConnect : connect;
    }

    void sum(double offered, int seconds) {
      findings.say("");
      findings.say("  %-34s %,.0f/s for %d s", "readings offered", offered, seconds);
      findings.say("  %-34s %,d/s", "acknowledged meanwhile", (readings - firstReadings) / seconds);
      findings.say("  %-34s %.0f MiB", "most heap", mostHeap);
      findings.say("  %-34s %d MiB", "most resident memory", mostResident);
      findings.say("  %-34s %,.0f", "most items waiting", mostWaiting);
      findings.say(
          "  %-34s %s", "slowest CONNECT of another client", Timings.seconds(slowestConnect));
    }
  }
}
