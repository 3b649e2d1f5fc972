package io.millwright.ingest.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.Refusal;
import io.millwright.ingest.pipeline.Settlement;
import io.millwright.ingest.quarantine.QuarantineDrops;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.replay.QuarantineReplay;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes over real HTTP, the registry and the quarantine in a real database. */
class RegistryApiIT {
  private static final String JSON = "application/json";
  private static final String PUMP =
      "{\"tag\":\"10/PU 1\",\"class\":\"pump\",\"site\":\"Pit"
          + " 2\",\"ownership\":\"owned\",\"meters\":["
          + "{\"name\":\"hours\",\"kind\":\"counter\",\"unit\":\"h\"},"
          + "{\"name\":\"temp\",\"kind\":\"gauge\",\"unit\":\"degC\"}]}";
  private static final String REPLACEMENTS = "/v1/assets/10%2FPU%201/meters/hours/replacements";
  private static final String REPLACEMENT =
      "{\"time\":\"2026-11-23T02:02:03.4567+01:00\",\"old_final\":18234.5,\"new_initial\":0}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static MigratedDatabase database;
  private static Vertx vertx;
  private static Registry registry;
  private static QuarantineStore quarantine;
  private static int port;

  private static final List<Inbound> fed = Collections.synchronizedList(new ArrayList<>());
  private static volatile Consumer<Inbound> pipeline = message -> {};

  @BeforeAll
  static void start() throws Exception {
    database = new MigratedDatabase();
    vertx = Vertx.vertx();
    quarantine = new QuarantineStore(database.dataSource(), new SimpleMeterRegistry());
    registry = new Registry(database.dataSource(), password -> "hashed:" + password);
    Intake intake = new RecordingIntake();
    Duration patience = Duration.ofSeconds(1);
    List<Routes> routes =
        List.of(
            new AssetRoutes(vertx, registry),
            new GatewayRoutes(vertx, registry),
            new QuarantineRoutes(
                vertx,
                quarantine,
                new QuarantineReplay(quarantine, intake, patience),
                new QuarantineDrops(database.dataSource(), new SimpleMeterRegistry())),
            new MeterEventRoutes(vertx, registry, intake, quarantine, patience));
    ApiOptions options = new ApiOptions("127.0.0.1", 0, null, ApiOptions.MAX_BODY);
    port =
        new HttpApi(vertx, options, routes)
            .start()
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    database.close();
  }

  @BeforeEach
  void startEmpty() throws SQLException {
    database.execute("truncate asset, gateway, quarantine, reading cascade");
    registry.load();
    fed.clear();
    pipeline = message -> message.acknowledgement().settled(Settlement.STORED);
  }

  @Test
  void takesAssetsInEachNotation() throws Exception {
    assertThat(post("/v1/assets", JSON, PUMP))
        .isEqualTo(
            "200 {\"assets\":{\"created\":1,\"updated\":0,\"unchanged\":0},"
                + "\"gateways\":{\"created\":0,\"updated\":0,\"unchanged\":0}}");
    assertThat(post("/v1/assets", JSON, "[" + PUMP + "]")).contains("\"unchanged\":1");
    String yaml =
        "assets: [{tag: A, class: c, ownership: owned}]\ngateways: [{id: g, password: p}]";
    assertThat(post("/v1/assets", "application/yaml", yaml)).startsWith("200");
    assertThat(post("/v1/assets", "text/csv; charset=utf-8", "tag,class,ownership\nB,c,owned\n"))
        .startsWith("200");
    assertThat(registry.all())
        .extracting(a -> a.asset().tag())
        .containsExactly("10/PU 1", "A", "B");
    assertThat(database.query("select password_hash from gateway")).isEqualTo("hashed:p");
  }

  @Test
  void answersEveryErrorOfADocument() throws Exception {
    String answer =
        post("/v1/assets", JSON, "[{\"tag\":\"A\",\n\"clas\":\"c\",\"ownership\":\"own\"}]");

    assertThat(answer).startsWith("422 ");
    JsonNode errors = json(answer).path("errors");
    assertThat(errors.size()).isEqualTo(3);
    assertThat(errors.get(1).toString())
        .isEqualTo(
            "{\"line\":2,\"column\":1,\"message\":\"'clas' is not a key of an asset; did you mean"
                + " 'class'?\"}");
    assertThat(post("/v1/assets", "text/plain", "x")).startsWith("415 ").contains("text/csv");
    assertThat(post("/v1/assets", JSON, "")).startsWith("422 ").contains("empty");
    String unknown = "{\"gateways\":[{\"id\":\"g\",\"password\":\"p\",\"assets\":[\"X\"]}]}";
    assertThat(post("/v1/assets", JSON, unknown)).startsWith("422 ").contains("no asset 'X'");
  }

  @Test
  void neverReadsItsOwnEnvironmentForACaller() throws Exception {
    String document = "{\"gateways\":[{\"id\":\"g\",\"password\":\"${PATH}\"}]}";

    assertThat(post("/v1/assets", JSON, document)).startsWith("422 ").contains("'PATH' is not set");
  }

  @Test
  void listsAssetsInPages() throws Exception {
    StringBuilder csv = new StringBuilder("tag,class,ownership,site\n");
    for (int i = 10; i < 35; i++) {
      csv.append("T").append(i).append(i % 2 == 0 ? ",even" : ",odd").append(",owned,S\n");
    }
    post("/v1/assets", "text/csv", csv.toString());

    JsonNode first = json(get("/v1/assets?limit=20"));
    assertThat(first.path("items").size()).isEqualTo(20);
    assertThat(first.path("next_after").asString()).isEqualTo("T29");
    JsonNode second = json(get("/v1/assets?limit=20&after=T29"));
    assertThat(second.path("items").size()).isEqualTo(5);
    assertThat(second.path("next_after").isNull()).isTrue();
    assertThat(json(get("/v1/assets?class=even&site=S")).path("items").size()).isEqualTo(13);
    assertThat(get("/v1/assets?site=none")).isEqualTo("200 {\"items\":[],\"next_after\":null}");
    assertThat(get("/v1/assets?klass=even")).startsWith("400 ").contains("klass");
    assertThat(get("/v1/assets?limit=0")).startsWith("400 ");
  }

  @Test
  void showsAnAssetWhoseTagHasASlash() throws Exception {
    post("/v1/assets", JSON, PUMP);
    put("/v1/gateways/gw-1", "{\"password\":\"p\",\"assets\":[\"10/PU 1\"]}");

    assertThat(get("/v1/assets/10%2FPU%201"))
        .startsWith("200 ")
        .contains("\"tag\":\"10/PU 1\"")
        .contains("\"gateways\":[\"gw-1\"]");
    assertThat(get("/v1/assets/none")).startsWith("404 ");
  }

  @Test
  void keepsGateways() throws Exception {
    post("/v1/assets", JSON, PUMP);

    assertThat(put("/v1/gateways/gw-1", "{}")).startsWith("422 ").contains("is new");
    assertThat(put("/v1/gateways/gw-1", "{\"password\":\"p\",\"assets\":[\"10/PU 1\"]}"))
        .isEqualTo("201 {\"id\":\"gw-1\",\"change\":\"created\"}");
    assertThat(put("/v1/gateways/gw-1", "{\"enabled\":false}"))
        .isEqualTo("200 {\"id\":\"gw-1\",\"change\":\"updated\"}");
    assertThat(put("/v1/gateways/gw-1", "{}")).contains("unchanged");
    assertThat(put("/v1/gateways/gw-1", "{\"asets\":[]}")).startsWith("422 ").contains("'assets'?");
    assertThat(put("/v1/gateways/api", "{\"password\":\"p\"}"))
        .startsWith("422 ")
        .contains("reserved");
    String list = get("/v1/gateways");
    assertThat(list).contains("\"enabled\":false", "\"assets\":[\"10/PU 1\"]");
    assertThat(list).contains("\"certificate\":null", "\"has_password\":true");
    assertThat(list).doesNotContain("hash", "argon2", "\"password\"", "\"p\"");
    assertThat(
            put(
                "/v1/gateways/gw-2",
                "{\"certificate\":\"sha256:%s\",\"max_connections\":3}"
                    .formatted("AB:".repeat(31) + "AB")))
        .startsWith("201 ");
    assertThat(
            put("/v1/gateways/gw-1", "{\"certificate\":\"sha256:%s\"}".formatted("ab".repeat(32))))
        .startsWith("422 ")
        .contains("gateway 'gw-2'");
    assertThat(put("/v1/gateways/gw-2", "{\"certificate\":\"\"}"))
        .startsWith("422 ")
        .contains("neither password nor certificate");
    assertThat(get("/v1/gateways"))
        .contains("\"certificate\":\"sha256:" + "ab".repeat(32) + "\"")
        .contains("\"has_password\":false", "\"max_connections\":3");
    assertThat(put("/v1/gateways/gw-2", "{\"max_connections\":0}")).contains("updated");
    assertThat(get("/v1/gateways")).doesNotContain("\"max_connections\":3");
    assertThat(send("DELETE", "/v1/gateways/gw-1", JSON, "")).startsWith("204");
    assertThat(send("DELETE", "/v1/gateways/gw-1", JSON, "")).startsWith("404");
  }

  @Test
  void showsAndReplaysTheQuarantine() throws Exception {
    quarantine("A", "{\"x\":1}".getBytes(UTF_8));
    quarantine("B", new byte[] {(byte) 0xff, 0});

    JsonNode items = json(get("/v1/quarantine?reason=unknown_asset")).path("items");
    assertThat(items.get(0).path("payload").asString()).isEqualTo("{\"x\":1}");
    assertThat(items.get(0).path("meaning").asString()).contains("import it");
    assertThat(items.get(1).path("payload_base64").asString()).isEqualTo("/wA=");
    assertThat(json(get("/v1/quarantine?asset=A")).path("items").size()).isEqualTo(1);
    assertThat(get("/v1/quarantine?reason=unknown")).startsWith("400 ").contains("unknown_asset");

    String replay = "{\"ids\":[" + items.get(0).path("id").asLong() + "]}";
    assertThat(post("/v1/quarantine/replay", JSON, replay))
        .isEqualTo(
            "200 {\"replayed\":1,\"quarantined_again\":0,\"reasons\":{},\"partial\":0,\"unsettled\":0,"
                + "\"next_after\":null}");
    assertThat(fed).hasSize(1);
    assertThat(json(get("/v1/quarantine")).path("items").size()).isEqualTo(1);
    assertThat(json(get("/v1/quarantine?open=false")).path("items").size()).isEqualTo(2);
    assertThat(post("/v1/quarantine/replay", JSON, "{}")).startsWith("400 ").contains("which");
    assertThat(post("/v1/quarantine/replay", JSON, "{\"id\":[1]}")).startsWith("400 ");
  }

  @Test
  void aReplacementGoesTheWayOfAGatewaysMessage() throws Exception {
    post("/v1/assets", JSON, PUMP);

    assertThat(post(REPLACEMENTS, JSON, REPLACEMENT)).isEqualTo("200 {\"status\":\"stored\"}");
    assertThat(fed.get(0).gateway()).isEqualTo("api");
    assertThat(fed.get(0).topic()).isEqualTo("millwright/v1/api/meters");
    assertThat(new String(fed.get(0).payload(), UTF_8))
        .isEqualTo(
            "{\"asset\":\"10/PU 1\",\"meter\":\"hours\",\"event\":\"replaced\","
                + "\"time\":\"2026-11-23T01:02:03.456Z\",\"old_final\":18234.5,\"new_initial\":0.0}");
  }

  @Test
  void aReplacementThatIsRefusedIsToldEachTime() throws Exception {
    post("/v1/assets", JSON, PUMP);
    pipeline =
        message -> {
          refuse(message);
          message.acknowledgement().settled(Settlement.STORED);
        };

    assertThat(post(REPLACEMENTS, JSON, REPLACEMENT))
        .startsWith("422 ")
        .contains("from the future");
    String other = REPLACEMENT.replace("18234.5", "1");
    assertThat(post(REPLACEMENTS, JSON, other)).startsWith("422 ");
    assertThat(post(REPLACEMENTS, JSON, REPLACEMENT)).startsWith("422 ");

    pipeline = message -> message.acknowledgement().settled(Settlement.STORED);
    assertThat(post(REPLACEMENTS, JSON, REPLACEMENT)).startsWith("200 ");
  }

  @Test
  void aReplacementThatTakesLongIsAccepted() throws Exception {
    post("/v1/assets", JSON, PUMP);
    pipeline = message -> {};

    assertThat(post(REPLACEMENTS, JSON, REPLACEMENT)).isEqualTo("202 {\"status\":\"accepted\"}");
  }

  @Test
  void aReplacementThatCannotBeIsRefused() throws Exception {
    post("/v1/assets", JSON, PUMP);

    assertThat(post("/v1/assets/X/meters/hours/replacements", JSON, REPLACEMENT))
        .startsWith("404 ");
    assertThat(post("/v1/assets/10%2FPU%201/meters/x/replacements", JSON, REPLACEMENT))
        .startsWith("404 ");
    assertThat(post("/v1/assets/10%2FPU%201/meters/temp/replacements", JSON, REPLACEMENT))
        .startsWith("422 ");
    assertThat(post(REPLACEMENTS, JSON, "{\"old_final\":1,\"new_initial\":0}"))
        .startsWith("400 ")
        .contains("'time'");
    assertThat(post(REPLACEMENTS, JSON, REPLACEMENT.replace("18234.5", "\"1\"")))
        .startsWith("400 ")
        .contains("'old_final'");
    assertThat(fed).isEmpty();
  }

  private static void refuse(Inbound message) {
    keep(
        new QuarantineEntry(
            QuarantineReason.FUTURE_TIME,
            "It is not yet 01:02",
            message.gateway(),
            message.topic(),
            "10/PU 1",
            "hours",
            Instant.parse("2026-11-23T01:02:03.456Z"),
            message.payload()));
  }

  private static void quarantine(String asset, byte[] payload) {
    keep(
        new QuarantineEntry(
            QuarantineReason.UNKNOWN_ASSET, "x", "gw-1", "t", asset, null, null, payload));
  }

  private static void keep(QuarantineEntry entry) {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      quarantine.insert(connection, List.of(entry));
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String get(String path) throws Exception {
    return send("GET", path, null, "");
  }

  private static String put(String path, String body) throws Exception {
    return send("PUT", path, JSON, body);
  }

  private static String post(String path, String type, String body) throws Exception {
    return send("POST", path, type, body);
  }

  /** The status and the body. */
  private static String send(String method, String path, @Nullable String type, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private static JsonNode json(String answer) {
    return JsonMapper.shared().readTree(answer.substring(4));
  }

  private static final class RecordingIntake implements Intake {
    @Override
    public void accept(Inbound message) {
      fed.add(message);
      vertx
          .executeBlocking(
              () -> {
                pipeline.accept(message);
                return null;
              },
              false)
          .onFailure(
              failure -> {
                throw new IllegalStateException(failure);
              });
    }

    @Override
    public void refuse(Inbound message, Refusal refusal, String detail, int size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void register(FlowControl source) {
      throw new UnsupportedOperationException();
    }
  }
}
