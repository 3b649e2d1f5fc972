package io.millwright.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PlansAskingCommandsTest {
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> answers = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ApiAccess access = new ApiAccess(Map.of("MILLWRIGHT_API_TOKEN", "t0ken"));
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = answers.remove(0).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--api=http://127.0.0.1:" + server.getAddress().getPort());
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void explainsInSentences() {
    answers.add(
        """
        {"asset":"EX 1","rule":"service","title":"250 h service","standing":"waiting",
         "why":["order WO-000001 was raised at noon: due","250 = 0 + 250"],
         "why_not":["hours is at 300 of 500 h"]}
        """);
    assertThat(run(new PlansExplainCommand(access), "--asset", "EX 1", "--plan", "service"))
        .isZero();
    assertThat(requests)
        .containsExactly("/v1/assets/EX%201/rules/service/explanation Bearer t0ken");
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            250 h service (service) on EX 1: waiting
            why:
              order WO-000001 was raised at noon: due
              250 = 0 + 250
            why not yet:
              hours is at 300 of 500 h
            """);
  }

  @Test
  void saysWhatTheServiceRefuses() {
    status = 404;
    answers.add("{\"title\":\"Not found\",\"detail\":\"There is no rule 'x'\"}");
    assertThat(run(new PlansExplainCommand(access), "--asset", "A", "--plan", "x")).isEqualTo(1);
    assertThat(err.toString()).isEqualToNormalizingNewlines("Not found. There is no rule 'x'\n");
  }

  private static String item(String asset, String kind, String likely, String usage) {
    return """
    {"asset":"%s","plan":"service","title":"S","kind":"%s","stale":false,"read_at":null,
     "due":{"early":null,"likely":%s,"late":null},"raise_at":null,"usage":%s,"notes":"no reading"}
    """
        .formatted(asset, kind, likely, usage);
  }

  @Test
  void listsAllPagesSoonestFirstAndNamesWhatIsUnknown() {
    String usage = "{\"meter\":\"h\",\"unit\":\"h\",\"to_go\":120.04,\"per_day\":null}";
    answers.add(
        "{\"at\":\"2026-03-01T00:00:00Z\",\"next_after\":\"A/service\",\"items\":["
            + item("A", "unknown", "null", usage)
            + "]}");
    answers.add(
        "{\"at\":\"2026-03-01T00:00:00Z\",\"next_after\":null,\"items\":["
            + item("C", "expected", "\"2026-05-01T00:00:00Z\"", "null")
            + ","
            + item("B", "open", "\"2026-04-01T00:00:00Z\"", "null")
            + "]}");
    assertThat(run(new PlansForecastCommand(access), "--days", "30")).isZero();
    assertThat(requests)
        .containsExactly(
            "/v1/forecast?limit=1000&days=30 Bearer t0ken",
            "/v1/forecast?limit=1000&days=30&after=A%2Fservice Bearer t0ken");
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            ASSET  PLAN     DUE         EARLY  LATE  TO GO    A DAY
            B      service  2026-04-01  -      -     -        -      open
            C      service  2026-05-01  -      -     -        -
            A      service  -           -      -     120.0 h  -      unknown
            unknown: A service: no reading
            As of 2026-03-01T00:00:00Z
            """);
  }

  @Test
  void printsPartsAndWhatIsNotInThem() {
    answers.add(
        """
        {"at":"2026-03-01T00:00:00Z","days":90,
         "parts":[{"part":"OIL-10","open":0,"low":8,"likely":12,"high":16}],
         "not_counted":[{"asset":"P-2","plan":"service","why":"no reading"}]}
        """);
    assertThat(run(new PlansForecastCommand(access), "--parts")).isZero();
    assertThat(requests).containsExactly("/v1/forecast/parts?days=90 Bearer t0ken");
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            PART    OPEN  LOW  LIKELY  HIGH
            OIL-10  0.0   8.0  12.0    16.0
            not counted: P-2 service: no reading
            For 90 days from 2026-03-01T00:00:00Z
            """);
  }
}
