package io.millwright.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sim.mqtt.TinyServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(600)
class SimCommandIT {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void fleetWritesItsRegistryAndPublishes() throws Exception {
    Path registry = folder.resolve("fleet.yaml");
    try (TinyServer server = new TinyServer(TinyServer.ANY, n -> TinyServer.Answer.ACKNOWLEDGE)) {
      int code =
          run("fleet", "--size", "8", "--days", "1", "--speed", "1e9")
              .call("--registry-out", registry.toString(), "--url", server.url().toString());

      assertThat(err.toString()).isEmpty();
      assertThat(code).isZero();
      assertThat(Files.readString(registry)).contains("EX-101", "gw-building-1", "account:");
      assertThat(out.toString()).contains("readings", "ack latency p99", "8 assets, 2 gateways");
      assertThat(server.acknowledged()).isNotEmpty();
    }
  }

  @Test
  void replayPrintsItsTable() throws Exception {
    Path data = Files.writeString(folder.resolve("d.txt"), rows(3) + "1 x\n");
    Path registry = folder.resolve("engines.yaml");
    try (TinyServer server = new TinyServer(TinyServer.ANY, n -> TinyServer.Answer.ACKNOWLEDGE)) {
      int code =
          run("replay", "--file", data.toString(), "--mapping", "cmapss", "--gateways", "2")
              .call("--registry-out", registry.toString(), "--url", server.url().toString());

      assertThat(code).isZero();
      assertThat(err.toString()).contains("Left out: line 4: ");
      assertThat(out.toString())
          .containsPattern("rows +3\n")
          .containsPattern("broken rows +1\n")
          .containsPattern("readings +75\n")
          .containsPattern("refused +0\n");
      assertThat(Files.readString(registry)).contains("ENGINE-1", "cmapss-1", "sensor_21");
    }
  }

  @Test
  void mistakesAreNamedWithWhatToDoNext() throws Exception {
    URI nobody;
    try (TinyServer server = new TinyServer("another", n -> TinyServer.Answer.ACKNOWLEDGE)) {
      nobody = server.url();
      assertThat(run("fleet").call("--url", nobody.toString())).isEqualTo(1);
      assertThat(errors()).contains("wrong password", "--registry-out");
    }
    assertThat(run("fleet").call("--url", nobody.toString())).isEqualTo(1);
    assertThat(errors()).contains("Nothing answers MQTT at", "./millwright serve");
    assertThat(run("fleet").call()).isEqualTo(2);
    assertThat(errors()).contains("--registry-out FILE", "--url");
    assertThat(run("fleet", "--size", "3").call("--registry-out", "/dev/null")).isEqualTo(2);
    assertThat(errors()).contains("at least 8");
    assertThat(
            run("replay", "--file", "/no/such.txt", "--mapping", "cmapss")
                .call("--registry-out", "/dev/null"))
        .isEqualTo(2);
    assertThat(errors()).contains("/no/such.txt: no such file");
    assertThat(
            run("replay", "--file", "/dev/null", "--mapping", "turbines")
                .call("--registry-out", "/dev/null"))
        .isEqualTo(2);
    assertThat(errors()).contains("turbines: no such file");
    assertThat(run("stand-in", "--kind", "CMMS").call("--secret", "hunter2")).isEqualTo(2);
    assertThat(errors()).contains("whsec_").doesNotContain("hunter2");
    assertThat(run().call()).isEqualTo(2);
    assertThat(errors()).contains("sim fleet, sim load, sim replay, sim stand-in or sim backtest");
  }

  private interface Call {
    int call(String... more);
  }

  private Call run(String... first) {
    return more -> {
      String[] arguments = new String[first.length + more.length];
      System.arraycopy(first, 0, arguments, 0, first.length);
      System.arraycopy(more, 0, arguments, first.length, more.length);
      return new CommandLine(new SimCommand())
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true))
          .execute(arguments);
    };
  }

  private String errors() {
    String text = err.toString();
    err.getBuffer().setLength(0);
    return text;
  }

  private static String rows(int count) {
    StringBuilder rows = new StringBuilder();
    for (int cycle = 1; cycle <= count; cycle++) {
      rows.append("1 ").append(cycle).append(" 0.5".repeat(24)).append("  \n");
    }
    return rows.toString();
  }
}
