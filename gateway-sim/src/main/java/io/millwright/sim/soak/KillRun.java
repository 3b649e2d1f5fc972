package io.millwright.sim.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * kill -9 of the service at random moments: under load, while it recovers, right after its start.
 *
 * @param kills how many, 1 or more
 */
public record KillRun(int kills) implements SoakRun {
  private static final int WINDOW = 256;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** When a service is killed. */
  private enum Moment {
    STARTING,
    JUST_READY,
    UNDER_LOAD,
    AFTER_A_CHECKPOINT
  }

  private static Moment draw(SplittableRandom random) {
    int drawn = random.nextInt(10);
    return drawn < 1
        ? Moment.STARTING
        : drawn < 3 ? Moment.JUST_READY : drawn < 9 ? Moment.UNDER_LOAD : Moment.AFTER_A_CHECKPOINT;
  }

  @Override
  public int run(SoakOptions options) throws IOException, SQLException, InterruptedException {
    Findings findings = new Findings(options.out());
    findings.say(
        "soak kill: %d kills, %,d messages/s, seed %d", kills, options.rate(), options.seed());
    PumpWork work =
        new PumpWork(options.gateways(), System.currentTimeMillis(), options.spacingMillis(), 0);
    try (SoakDatabase database = new SoakDatabase();
        Scene scene = new Scene(options, database, database.address(), work, WINDOW, findings)) {
      new Rounds(options, database, scene, findings).run(kills);
      scene.conclude();
      return Verdict.say(findings, options.seed());
    }
  }

  /** The kills, one after the other. */
  private static final class Rounds {
    private final World world;
    private final ServiceProcess service;
    private final Findings findings;
    private final SplittableRandom random;
    private final ReadingCheck check;
    private final Timings toReady = new Timings();
    private final Timings toAcknowledgement = new Timings();
    private long checkedTo;

    Rounds(SoakOptions options, SoakDatabase database, Scene scene, Findings findings) {
      this.world = scene.world();
      this.service = scene.service();
      this.findings = findings;
      this.random = new SplittableRandom(options.seed());
      this.check = new ReadingCheck(database, world.fleet().work(), findings);
    }

    void run(int kills) throws IOException, SQLException, InterruptedException {
      Moment moment = Moment.UNDER_LOAD;
      long before = 0;
      for (int kill = 1; kill <= kills; kill++) {
        String start = kill == 1 ? "" : start(moment);
        int life = live(moment);
        service.kill();
        TimeUnit.MILLISECONDS.sleep(20); // what it had written is still on its way
        long acknowledged = world.fleet().state().acknowledged();
        List<GatewayLedger.Page> pages = world.fleet().pages();
        long stored = check.compare(pages, checkedTo);
        findings.say(
            "  %3d  %-18s %5d ms  %,7d messages acknowledged, %,7d readings found%s",
            kill, moment, life, acknowledged - before, stored, start);
        before = acknowledged;
        checkedTo = pages.stream().mapToLong(GatewayLedger.Page::lowest).min().orElse(0);
        moment = draw(random);
      }
      start(Moment.UNDER_LOAD);
      findings.say("");
      findings.say("  %-34s %s", "start to ready, min/median/max", toReady);
      findings.say("  %-34s %s", "start to first acknowledgement", toAcknowledgement);
    }

    /** Starts it and waits for the moment that comes before the kill; says how long that took. */
    private String start(Moment moment) throws IOException, InterruptedException {
      long launched = System.nanoTime();
      service.launch(world.arguments());
      if (moment == Moment.STARTING) {
        return "";
      }
      service.awaitReady();
      Duration ready = Timings.since(launched);
      toReady.add(ready);
      if (moment == Moment.JUST_READY) {
        return ", ready after " + Timings.seconds(ready);
      }
      if (!world.fleet().awaitAcknowledged(1, PATIENCE)) {
        findings.differs("no acknowledgement within %s of a start", PATIENCE);
      }
      toAcknowledgement.add(Timings.since(launched));
      return ", ready after " + Timings.seconds(ready);
    }

    private int live(Moment moment) throws InterruptedException {
      int life =
          switch (moment) {
            case STARTING -> random.nextInt(1_500);
            case JUST_READY -> random.nextInt(300);
            case UNDER_LOAD -> 100 + random.nextInt(2_400);
            case AFTER_A_CHECKPOINT -> 5_200 + random.nextInt(1_000);
          };
      TimeUnit.MILLISECONDS.sleep(life);
      return life;
    }
  }
}
