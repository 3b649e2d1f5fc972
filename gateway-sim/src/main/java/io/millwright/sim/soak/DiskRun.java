package io.millwright.sim.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The database's disk is full under load, and later has room again. A server that ended itself is
 * started again then, as an operator would.
 *
 * @param rounds how often, 1 or more
 */
public record DiskRun(int rounds) implements SoakRun {
  private static final int WINDOW = 256;
  private static final int MEBIBYTES = 768;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public int run(SoakOptions options) throws IOException, SQLException, InterruptedException {
    Findings findings = new Findings(options.out());
    findings.say(
        "soak disk: a disk of %d MiB is full %d times, %,d messages/s, seed %d",
        MEBIBYTES, rounds, options.rate(), options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());
    PumpWork work =
        new PumpWork(options.gateways(), System.currentTimeMillis(), options.spacingMillis(), 0);
    try (SoakDatabase database = new SoakDatabase();
        SmallDisk disk = SmallDisk.under(database, MEBIBYTES);
        Scene scene = new Scene(options, database, database.address(), work, WINDOW, findings)) {
      Timings toAcknowledgement = new Timings();
      for (int round = 1; round <= rounds; round++) {
        scene.live(2_000 + random.nextInt(2_000));
        long begin = System.nanoTime();
        disk.fill();
        if (!awaitStandstill(scene)) {
          findings.differs("acknowledgements go on for %s with a full disk", PATIENCE);
        }
        Duration standstill = Timings.since(begin);
        String said = awaitComplaint(scene, findings);
        scene.live(5_000);
        boolean alive = database.isAlive();
        disk.free();
        begin = System.nanoTime();
        if (!database.isAlive()) {
          database.restart();
        }
        Duration acknowledged = scene.awaitNextAcknowledgement(begin);
        toAcknowledgement.add(acknowledged);
        findings.say(
            "  %3d  full: no acknowledgement after %s, server %s; free: acknowledges after %s;"
                + " said: %s",
            round,
            Timings.seconds(standstill),
            alive ? "up" : "ended",
            Timings.seconds(acknowledged),
            said);
      }
      findings.say("");
      findings.say("  %-34s %s", "room again to first acknowledgement", toAcknowledgement);
      scene.conclude();
      return Verdict.say(findings, options.seed());
    }
  }

  /** Until nothing is acknowledged for two seconds. */
  private static boolean awaitStandstill(Scene scene) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long before = -1;
    while (System.nanoTime() < end) {
      long now = scene.state().acknowledged();
      if (now == before) {
        return true;
      }
      before = now;
      scene.live(2_000);
    }
    return false;
  }

  private static String awaitComplaint(Scene scene, Findings findings) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      String complaint = scene.complaint();
      if (!complaint.equals("ready")) {
        return complaint;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    findings.differs("/readyz says ready while nothing is acknowledged");
    return "ready";
  }
}
