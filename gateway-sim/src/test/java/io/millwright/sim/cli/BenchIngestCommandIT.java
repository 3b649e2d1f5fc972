package io.millwright.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** That the benchmark runs and adds up; its figures mean nothing here. */
@Timeout(600)
class BenchIngestCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aShortRunPrintsRatiosAndCountsWhatIsStored() {
    try (TestDatabase database = TestDatabase.fresh()) {
      DatabaseAddress address = database.address();
      String url =
          address.jdbcUrl() + "?user=" + address.user() + "&password=" + address.password();
      int code =
          run(
              "--db=" + url,
              "--rounds=1",
              "--seconds=1",
              "--warm-up=0",
              "--meters=1000",
              "--gateways=2",
              "--only=copy,own-50,half");

      assertThat(code).as(err.toString()).isZero();
      assertThat(out.toString())
          .containsPattern("50 readings a message / raw COPY +\\d")
          .containsPattern("p99 / 50 ms +\\d")
          .containsPattern("own endpoint, 50 readings .* \\d+")
          .contains("Every acknowledged reading is stored, once (counted).");
    }
  }

  @Test
  void aPhaseThatIsNotThereIsNamedWithThoseThatAre() {
    assertThat(run("--only=own-2")).isEqualTo(2);
    assertThat(err.toString()).contains("'own-2'", "copy own-50 own-1");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "ingest";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
