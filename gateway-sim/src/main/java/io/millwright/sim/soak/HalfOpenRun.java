package io.millwright.sim.soak;

import io.millwright.sim.soak.Network.Way;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The connections to the database go silent without being closed: both ways or one, for less and
 * for longer than the service waits for an answer, and for ever.
 *
 * @param rounds how many times through the kinds, 1 or more
 * @param quick whether three kinds and a short time-out will do
 */
public record HalfOpenRun(int rounds, boolean quick) implements SoakRun {
  private static final int WINDOW = 256;
  private static final int SOCKET_SECONDS = 5;
  private static final int QUICK_SECONDS = 4;

  /** How connections go silent. */
  private enum Silence {
    BRIEF(true, true, 0.4),
    BOTH_WAYS(true, true, 3),
    ANSWERS(false, true, 3),
    REQUESTS(true, false, 3),
    ANSWERS_FOR_EVER(false, true, 0),
    REQUESTS_FOR_EVER(true, false, 0),
    BOTH_FOR_EVER(true, true, 0);

    private final boolean requests;
    private final boolean answers;
    private final double timeouts;

    Silence(boolean requests, boolean answers, double timeouts) {
      this.requests = requests;
      this.answers = answers;
      this.timeouts = timeouts;
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
        options.rate(), timeout(), options.seed());
    SplittableRandom random = new SplittableRandom(options.seed());
    PumpWork work =
        new PumpWork(options.gateways(), System.currentTimeMillis(), options.spacingMillis(), 0);
    try (SoakDatabase database = new SoakDatabase();
        Network network = new Network(() -> database.address().server().port());
        Scene scene =
            new Scene(
                options,
                database,
                network.to(database.address(), "socketTimeout=" + timeout()),
                work,
                WINDOW,
                findings)) {
      Timings recovery = new Timings();
      for (int round = 0; round < rounds; round++) {
        for (Silence silence : kinds()) {
          scene.live(1_000 + random.nextInt(2_000));
          recovery.add(fallSilent(silence, timeout(), network, scene, findings));
        }
      }
      findings.say("");
      findings.say("  %-34s %s", "silence over to acknowledgement", recovery);
      scene.conclude();
      return Verdict.say(findings, options.seed());
    }
  }

  private int timeout() {
    return quick ? QUICK_SECONDS : SOCKET_SECONDS;
  }

  private List<Silence> kinds() {
    return quick
        ? List.of(Silence.BRIEF, Silence.ANSWERS, Silence.REQUESTS_FOR_EVER)
        : List.of(Silence.values());
  }

  private static Duration fallSilent(
      Silence silence, int timeout, Network network, Scene scene, Findings findings)
      throws IOException, InterruptedException {
    String said = "";
    long begin = System.nanoTime();
    double seconds = silence.timeouts * timeout;
    if (seconds == 0) {
      network.forget(silence.ways());
    } else {
      network.hold(silence.ways());
      scene.live((long) (seconds * 1000));
      said = "; said: " + scene.complaint();
      begin = System.nanoTime();
      network.restore();
    }
    TimeUnit.MILLISECONDS.sleep(100); // acknowledgements on their way arrive
    Duration healed = scene.awaitNextAcknowledgement(begin);
    findings.say(
        "  %-18s %4.1f s, acknowledges after %s%s",
        silence, seconds, Timings.seconds(healed), said);
    scene.expectAlive();
    return healed;
  }
}
