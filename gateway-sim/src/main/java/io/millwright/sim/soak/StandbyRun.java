package io.millwright.sim.soak;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two services on one database; the one that works is killed, frozen, cut off from the database or
 * stopped, and the other takes over.
 *
 * @param rounds how often, 1 or more
 */
public record StandbyRun(int rounds) implements SoakRun {
  private static final int WINDOW = 256;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What befalls the one that works. */
  private enum Blow {
    KILLED,
    FROZEN,
    CUT_OFF,
    STOPPED
  }

  @Override
  public int run(SoakOptions options) throws IOException, SQLException, InterruptedException {
    Findings findings = new Findings(options.out());
    findings.say(
        "soak standby: %d take-overs, %,d messages/s, seed %d",
        rounds, options.rate(), options.seed());
    PumpWork work =
        new PumpWork(options.gateways(), System.currentTimeMillis(), options.spacingMillis(), 0);
    Sides sides = new Sides();
    try (SoakDatabase database = new SoakDatabase();
        Network left = new Network(() -> database.address().server().port());
        Network right = new Network(() -> database.address().server().port());
        Network front = new Network(() -> sides.active().service.api().getPort());
        World world = new World(options, database, work, sides::mqttPort, WINDOW, findings)) {
      Side one = new Side(world.service("one", left.to(database.address(), "")), left);
      Side other = new Side(world.service("other", right.to(database.address(), "")), right);
      sides.put(one, other);
      world.openTargets(URI.create("http://127.0.0.1:" + front.port()));
      world.begin(one.service);
      other.service.launch(world.arguments());
      Pair pair = new Pair(world, sides, findings);
      pair.awaitStandby(other);

      SplittableRandom random = new SplittableRandom(options.seed());
      for (int round = 0; round < rounds; round++) {
        TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(2_000));
        pair.takeOver(Blow.values()[round % Blow.values().length]);
      }
      findings.say("");
      findings.say("  %-34s %s", "blow to ready elsewhere", pair.toReady);
      findings.say("  %-34s %s", "blow to first acknowledgement", pair.toAcknowledgement);
      new Audit(database, world, findings).conclude(sides.active().service::stop);
      return Verdict.say(findings, options.seed());
    }
  }

  /** A service and its way to the database. */
  private record Side(ServiceProcess service, Network network) {}

  /** Who works, and who stands by. Any thread. */
  private static final class Sides {
    private volatile @Nullable Side active;
    private volatile @Nullable Side standby;

    void put(Side working, Side waiting) {
      active = working;
      standby = waiting;
    }

    Side active() {
      return Objects.requireNonNull(active);
    }

    Side standby() {
      return Objects.requireNonNull(standby);
    }

    int mqttPort() {
      Side working = active;
      return working == null ? 0 : working.service.mqttPort();
    }
  }

  /** The take-overs, one after the other. */
  private static final class Pair {
    private final World world;
    private final Sides sides;
    private final Findings findings;
    private final Timings toReady = new Timings();
    private final Timings toAcknowledgement = new Timings();
    private int number;

    Pair(World world, Sides sides, Findings findings) {
      this.world = world;
      this.sides = sides;
      this.findings = findings;
    }

    void takeOver(Blow blow) throws IOException, InterruptedException {
      Side struck = sides.active();
      Side next = sides.standby();
      long begin = System.nanoTime();
      strike(blow, struck);
      await("the standby is not ready", () -> next.service.isReady());
      Duration ready = Timings.since(begin);
      sides.put(next, struck);
      if (!world.fleet().awaitAcknowledged(1, PATIENCE)) {
        findings.differs("no acknowledgement within %s of a take-over", PATIENCE);
      }
      Duration acknowledged = Timings.since(begin);
      toReady.add(ready);
      toAcknowledgement.add(acknowledged);
      heal(blow, struck);
      String end = struck.service.isAlive() ? "lives" : "has ended";
      if (!struck.service.isAlive()) {
        struck.service.launch(world.arguments());
      }
      awaitStandby(struck);
      findings.say(
          "  %3d  %-8s ready elsewhere after %s, acknowledges after %s; the former one %s",
          ++number, blow, Timings.seconds(ready), Timings.seconds(acknowledged), end);
    }

    private static void strike(Blow blow, Side struck) throws IOException, InterruptedException {
      switch (blow) {
        case KILLED -> struck.service.kill();
        case FROZEN -> struck.service.freeze();
        case CUT_OFF -> struck.network.cut();
        case STOPPED -> struck.service.stop();
      }
    }

    /** The former one must find out by itself that it is no longer the one that works. */
    private void heal(Blow blow, Side struck) throws IOException, InterruptedException {
      struck.network.restore();
      if (blow == Blow.FROZEN) {
        struck.service.thaw();
      }
      await(
          "the former one neither ends nor steps down",
          () -> !struck.service.isAlive() || !struck.service.isReady());
      // A process that steps down ends in a moment.
      for (int i = 0; i < 100 && struck.service.isAlive(); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }

    void awaitStandby(Side side) throws IOException, InterruptedException {
      await(
          "the service does not stand by",
          () ->
              side.service
                  .readiness()
                  .map(answer -> answer.statusCode() == 503 && answer.body().contains("standby"))
                  .orElse(false));
    }

    /** Something that is awaited. */
    @FunctionalInterface
    private interface Goal {
      boolean isReached() throws InterruptedException;
    }

    private static void await(String otherwise, Goal goal)
        throws IOException, InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!goal.isReached()) {
        if (System.nanoTime() > end) {
          throw new IOException(otherwise + " after " + PATIENCE);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }
}
