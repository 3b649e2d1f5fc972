package io.millwright.sim.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The database server dies at random moments, by SIGQUIT or kill -9, and is started again.
 *
 * @param kills how many, 1 or more
 */
public record DatabaseRun(int kills) implements SoakRun {
  private static final int WINDOW = 256;

  @Override
  public int run(SoakOptions options) throws IOException, SQLException, InterruptedException {
    Findings findings = new Findings(options.out());
    findings.say(
        "soak database: %d kills of the server, %,d messages/s, seed %d",
        kills, options.rate(), options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());
    PumpWork work =
        new PumpWork(options.gateways(), System.currentTimeMillis(), options.spacingMillis(), 0);
    Timings toAcknowledgement = new Timings();
    try (SoakDatabase database = new SoakDatabase();
        Scene scene = new Scene(options, database, database.address(), work, WINDOW, findings)) {
      ReadingCheck check = new ReadingCheck(database, work, findings);
      long checkedTo = 0;
      for (int kill = 1; kill <= kills; kill++) {
        scene.live(500 + random.nextInt(3_000));
        boolean hard = random.nextBoolean();
        if (hard) {
          database.kill();
        } else {
          database.quit();
        }
        TimeUnit.MILLISECONDS.sleep(100); // acknowledgements on their way arrive
        var pages = scene.fleet().pages();
        scene.live(500 + random.nextInt(3_000));
        String complaint = scene.complaint();
        if (complaint.equals("ready")) {
          findings.differs("/readyz says ready without a database");
        }
        long begin = System.nanoTime();
        database.restart();
        Duration up = Timings.since(begin);
        Duration acknowledged = scene.awaitNextAcknowledgement(begin + up.toNanos());
        toAcknowledgement.add(acknowledged);
        long found = check.compare(pages, checkedTo);
        checkedTo = pages.stream().mapToLong(GatewayLedger.Page::lowest).min().orElse(0);
        findings.say(
            "  %3d  %-8s %,7d readings found; server up in %s, acknowledges %s later; said: %s",
            kill,
            hard ? "kill -9" : "SIGQUIT",
            found,
            Timings.seconds(up),
            Timings.seconds(acknowledged),
            complaint);
      }
      findings.say("");
      findings.say("  %-34s %s", "server up to first acknowledgement", toAcknowledgement);
      scene.conclude();
      return Verdict.say(findings, options.seed());
    }
  }
}
