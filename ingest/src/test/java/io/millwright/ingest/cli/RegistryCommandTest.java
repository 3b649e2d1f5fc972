package io.millwright.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RegistryCommandTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("MILLWRIGHT_API_TOKEN", "t0ken", "GW1_PASSWORD", "s3cret");

  @TempDir private Path folder;
  private HttpServer server;
  private String api;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> answers = new ArrayList<>();
  private int status = 200;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void makesATokenWithoutAskingAnybody() {
    StringWriter second = new StringWriter();
    assertThat(
            new CommandLine(new RegistryCommand(Map.of()))
                .setOut(new PrintWriter(second))
                .execute("token"))
        .isZero();
    assertThat(second.toString().strip()).matches("mwt_[A-Za-z0-9_-]{43}[0-9a-f]{8}");
    assertThat(requests).isEmpty();
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + token
                  + " "
                  + body);
          byte[] answer = answers.remove(0).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    api = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void importsAFileWithItsPasswordsResolvedHere() throws IOException {
    answers.add(
        "{\"assets\":{\"created\":1,\"updated\":2,\"unchanged\":3},"
            + "\"gateways\":{\"created\":1,\"updated\":0,\"unchanged\":0}}");
    Path file = file("r.yaml", "assets: []\ngateways: [{id: gw-1, password: '${GW1_PASSWORD}'}]\n");

    assertThat(run("import", file.toString())).isZero();

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            Assets:   1 created, 2 updated, 3 unchanged
            Gateways: 1 created, 0 updated, 0 unchanged
            """);
    assertThat(requests)
        .containsExactly(
            "POST /v1/assets Bearer t0ken"
                + " {\"assets\":[],\"gateways\":[{\"id\":\"gw-1\",\"password\":\"s3cret\"}]}");
  }

  @Test
  void printsEveryErrorOfAFileAndSendsNothing() throws IOException {
    Path file = file("r.csv", "tag,class,ownership\nA,,owned\nB,c,ownd\n");

    assertThat(run("import", file.toString())).isEqualTo(1);

    assertThat(err.toString())
        .contains(file + ":2:1: an asset needs 'class'")
        .contains(file + ":3:5: 'ownership' must be one of")
        .contains("Nothing was imported.");
    assertThat(requests).isEmpty();
  }

  @Test
  void printsWhatTheServerRefuses() throws IOException {
    status = 422;
    answers.add(
        "{\"title\":\"Refused\",\"detail\":\"Correct it\",\"errors\":[{\"message\":\"a\"},"
            + "{\"message\":\"b\"}]}");

    assertThat(run("import", file("r.json", "[]").toString())).isEqualTo(1);
    assertThat(err.toString()).isEqualToNormalizingNewlines("a\nb\nRefused. Correct it\n");
  }

  @Test
  void saysWhatToDoWhenNobodyAnswersOrTheFileIsWrong() throws IOException {
    Path file = file("r.json", "[]");
    server.stop(0);

    assertThat(run("import", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("No Millwright answers at " + api, "./millwright serve");
    assertThat(run("import", folder.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no file");
    assertThat(run("import", file("r.txt", "").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("must end in .yaml, .yml, .json or .csv");
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void listsAllPages() {
    answers.add(
        "{\"items\":[{\"tag\":\"EX-104\",\"class\":\"excavator\",\"ownership\":\"owned\","
            + "\"meters\":[{\"name\":\"h\"},{\"name\":\"t\"}],\"gateways\":[]}],"
            + "\"next_after\":\"EX-104\"}");
    answers.add(
        "{\"items\":[{\"tag\":\"L\",\"class\":\"lift\",\"site\":\"A"
            + " B\",\"ownership\":\"contracted\","
            + "\"meters\":[],\"gateways\":[\"g\"]}],\"next_after\":null}");

    assertThat(run("list", "--site", "A B")).isZero();

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            TAG     CLASS      SITE  OWNERSHIP   METERS  GATEWAYS
            EX-104  excavator  -     owned       h,t     -
            L       lift       A B   contracted  -       g
            """);
    assertThat(requests.get(1))
        .startsWith("GET /v1/assets?limit=1000&site=A+B&after=EX-104 Bearer t0ken");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--api");
    all.add(api);
    return new CommandLine(new RegistryCommand(ENVIRONMENT))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
