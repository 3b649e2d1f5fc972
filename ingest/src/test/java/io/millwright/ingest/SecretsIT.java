package io.millwright.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with known secrets, of which none may show up in what it logs, answers or measures. */
class SecretsIT {
  private static final String TOKEN = "tok-3f9a77c1e2";
  private static final String BROKER_PASSWORD = "brk-81c0aa52d9";
  private static final String DATABASE_PASSWORD = "dbp-1d77e09b42";
  private static final String GATEWAY_PASSWORD = "gwp-55e1f2907a";
  private static final String WRONG_PASSWORD = "gwx-90ab33cd17";
  private static final String HOOK =
      Base64.getEncoder().encodeToString("hook-7c2-of-24-bytes-long".getBytes(UTF_8));

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final StringBuilder seen = new StringBuilder();

  @Test
  void noSecretIsLoggedAnsweredOrMeasured() throws Exception {
    Path log = folder.resolve("serve.log");
    try (TestDatabase database = TestDatabase.fresh();
        ServiceProcess service =
            new ServiceProcess(
                    database.address(),
                    log,
                    "--broker",
                    "ssl://127.0.0.1:1",
                    "--cmms",
                    "http://127.0.0.1:1/orders")
                .with("MILLWRIGHT_API_TOKEN", TOKEN)
                .with("MILLWRIGHT_BROKER_USER", "millwright")
                .with("MILLWRIGHT_BROKER_PASSWORD", BROKER_PASSWORD)
                .with("MILLWRIGHT_CMMS_SECRET", "whsec_" + HOOK)) {
      if (takesAnyPassword(database)) {
        service.with("MILLWRIGHT_DB_PASSWORD", DATABASE_PASSWORD);
      }
      service.startListening();
      String api = "http://127.0.0.1:" + service.apiPort();
      String body = "{\"password\":\"" + GATEWAY_PASSWORD + "\",\"assets\":[%s]}";
      assertThat(send(api, "PUT", "/v1/gateways/gw-1", body.formatted("\"none\""))).isEqualTo(422);
      assertThat(send(api, "PUT", "/v1/gateways/gw-1", body.formatted("1"))).isEqualTo(422);
      assertThat(send(api, "PUT", "/v1/gateways/gw-1", body.formatted("[[}"))).isEqualTo(400);
      assertThat(send(api, "PUT", "/v1/gateways/gw-1", body.formatted(""))).isEqualTo(201);
      assertThat(connack(service, WRONG_PASSWORD)).isEqualTo(0x86);
      assertThat(connack(service, GATEWAY_PASSWORD)).isZero();
      for (String path :
          List.of("/v1/gateways", "/v1/assets", "/v1/quarantine", "/metrics", "/readyz", "/")) {
        send(api, "GET", path, "");
      }
      String hash = hash(database);
      Eventually.holds(() -> assertThat(Files.readString(log)).contains("Broker"));
      service.stop();
      seen.append(Files.readString(log));
      assertThat(seen)
          .as("what it is about is there")
          .contains("gw-1", "password", "Broker", "millwright_mqtt_refused");
      assertThat(seen)
          .doesNotContain(
              TOKEN, BROKER_PASSWORD, DATABASE_PASSWORD, GATEWAY_PASSWORD, WRONG_PASSWORD, HOOK)
          .doesNotContain(hash, "$argon2id$");
    }
  }

  private static String hash(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select password_hash from gateway")) {
      row.next();
      return row.getString(1);
    }
  }

  /** The private test database trusts its socket; others have a password that is not ours. */
  private static boolean takesAnyPassword(TestDatabase database) {
    try (Connection connection =
        DriverManager.getConnection(
            database.address().jdbcUrl(), database.address().user(), DATABASE_PASSWORD)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private int send(String api, String method, String path, String body)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    seen.append(answer.headers()).append(answer.body());
    return answer.statusCode();
  }

  private static int connack(ServiceProcess service, String password) throws IOException {
    try (RawMqtt client =
        new RawMqtt(service.mqttPort(), 5).connect("c", "gw-1", password, true, 0)) {
      return client.read().body()[1];
    }
  }
}
