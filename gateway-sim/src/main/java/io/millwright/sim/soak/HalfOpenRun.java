package io.millwright.sim.soak;

import io.millwright.sim.soak.Network.Way;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The connections to the database go silent without being closed: both ways or one, for less and
 * for longer than the service waits for an answer, and for ever.
 *
 * @param rounds how many times through all kinds, 1 or more
 */
public record HalfOpenRun(int rounds) implements SoakRun {
  private static final int WINDOW = 256;
  private static final int SOCKET_SECONDS = 5;

  /** How connections go silent. */
  private enum Silence {
    BRIEF(true, true, 2),
    BOTH_WAYS(true, true, 3 * SOCKET_SECONDS),
    ANSWERS(false, true, 3 * SOCKET_SECONDS),
    REQUESTS(true, false, 3 * SOCKET_SECONDS),
    ANSWERS_FOR_EVER(false, true, 0),
    REQUESTS_FOR_EVER(true, false, 0),
    BOTH_FOR_EVER(true, true, 0);

    private final boolean requests;
    private final boolean answers;
    private final int seconds;

    Silence(boolean requests, boolean answers, int seconds) {
      this.requests = requests;
      this.answers = answers;
      this.seconds = seconds;
    }

    Set<Way> ways() {
      Set<Way> ways = EnumSet.noneOf(Way.class);
      if (requests) {
        ways.add(Way.REQUESTS);
      }
      if (answers) {
        ways.add(Way.ANSWERS);
      }
      return ways;
    }
  }

  @Override
  public int run(SoakOptions options) throws IOException, SQLException, InterruptedException {
    Findings findings = new Findings(options.out());
    findings.say(
        "soak half-open: %,d messages/s, the service waits %d s for an answer, seed %d",
        options.rate(), SOCKET_SECONDS, options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());
    PumpWork work =
        new PumpWork(options.gateways(), System.currentTimeMillis(), options.spacingMillis(), 0);
    try (SoakDatabase database = new SoakDatabase();
        Network network = new Network(() -> database.address().server().port());
        Scene scene =
            new Scene(
                options,
                database,
                network.to(database.address(), "socketTimeout=" + SOCKET_SECONDS),
                work,
                WINDOW,
                findings)) {
      Timings recovery = new Timings();
      for (int round = 0; round < rounds; round++) {
        for (Silence silence : Silence.values()) {
          scene.live(1_000 + random.nextInt(2_000));
          recovery.add(fallSilent(silence, network, scene, findings));
        }
      }
      findings.say("");
      findings.say("  %-34s %s", "silence over to acknowledgement", recovery);
      scene.conclude();
      return Verdict.say(findings, options.seed());
    }
  }

  private static Duration fallSilent(
      Silence silence, Network network, Scene scene, Findings findings)
      throws IOException, InterruptedException {
    String said = "";
    long begin = System.nanoTime();
    if (silence.seconds == 0) {
      network.forget(silence.ways());
    } else {
      network.hold(silence.ways());
      scene.live(silence.seconds * 1000L);
      said = "; said: " + scene.complaint();
      begin = System.nanoTime();
      network.restore();
    }
    TimeUnit.MILLISECONDS.sleep(100); // acknowledgements on their way arrive
    Duration healed = scene.awaitNextAcknowledgement(begin);
    findings.say(
        "  %-18s %2d s, acknowledges after %s%s",
        silence, silence.seconds, Timings.seconds(healed), said);
    scene.expectAlive();
    return healed;
  }
}
