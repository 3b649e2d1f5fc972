package io.millwright.sim.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few rounds of each run of {@code millwright soak}; the long ones are in reliability.md. */
@Timeout(1800)
class SoakIT {
  private static final int MESSAGES_A_SECOND = 1_000;
  private static final int GATEWAYS = 5;
  private static final int NONSENSE = 700;

  @Test
  void aServiceThatIsKilledLosesNothingAndDoesNothingTwice() throws Exception {
    expectSound(new KillRun(5));
  }

  @Test
  void norDoesOneWhoseDatabaseDies() throws Exception {
    expectSound(new DatabaseRun(1));
  }

  @Test
  void norOneWhoseConnectionsFallSilent() throws Exception {
    expectSound(new HalfOpenRun(1, true));
  }

  @Test
  void norOneWhoseClockIsSetWrong() throws Exception {
    expectSound(new ClockRun(1));
  }

  @Test
  void norOneThatIsReplaced() throws Exception {
    expectSound(new StandbyRun(2));
  }

  @Test
  void norOneThatIsFlooded() throws Exception {
    expectSound(new FloodRun(5));
  }

  @Test
  void norOneThatIsSentNonsense() throws Exception {
    SocketFuzz.Report report = new SocketFuzz(new Fuzz(42), NONSENSE).run();
    System.out.println("SoakIT: " + report);
    assertThat(report.defects()).isEmpty();
  }

  private static void expectSound(SoakRun run) throws Exception {
    StringWriter text = new StringWriter();
    SoakOptions options =
        new SoakOptions(
            42,
            MESSAGES_A_SECOND,
            GATEWAYS,
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
            new PrintWriter(text));
    int differences = run.run(options);
    System.out.print(text);
    assertThat(differences).as(text.toString()).isZero();
    assertThat(text.toString()).contains("SOUND");
  }
}
