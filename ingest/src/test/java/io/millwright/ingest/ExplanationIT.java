package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.SettableClock;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Why, and why not yet: asked over HTTP of a running service. */
class ExplanationIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h, lead: 5}
          work: {type: PM}
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC, on_delay: 10 min}
          work: {type: CM, description: Look}
        - id: stuck-door
          title: Door
          for: {class: lift}
          fault: {code: E-1}
          work: {type: EM, description: Look}
      """;
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final SettableClock clock = new SettableClock(START.plus(Duration.ofMinutes(5)));
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = RunningService.on(database).plans(PLANS).clock(clock).start();
    service
        .api()
        .register(
            """
            assets:
              - tag: P-1
                class: pump
                ownership: owned
                meters:
                  - {name: hours, kind: counter, unit: h}
                  - {name: temp, kind: gauge, unit: degC}
            gateways: [{id: gw, password: gw, assets: [P-1]}]
            """);
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  @Test
  void saysWhyNotYetAndThenWhy() throws Exception {
    assertThat(texts(explanation("service"), "why_not"))
        .containsExactly("hours has no good reading yet");

    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", START, 90);
      gateway.reading("P-1", "temp", START, 95);
      JsonNode waiting = explanation("service");
      assertThat(waiting.path("standing").asString()).isEqualTo("waiting");
      assertThat(waiting.path("why")).isEmpty();
      assertThat(waiting.path("newest_order").isNull()).isTrue();
      assertThat(texts(waiting, "why_not"))
          .containsExactly(
              "hours is at 90 of 100 h; lead 5: raised from 95 h; last read at 2024-03-01 06:00"
                  + " UTC");
      assertThat(texts(explanation("hot"), "why_not").get(0))
          .contains("temp is at 95 degC, above the limit of 90 degC", "pending since 2024-03-01");

      gateway.reading("P-1", "hours", START.plusSeconds(60), 96);
    }
    JsonNode open = explanation("service");
    assertThat(open.path("standing").asString()).isEqualTo("open");
    assertThat(texts(open, "why").get(0))
        .isEqualTo(
            "order WO-000001 was raised at 2024-03-01 06:01 UTC: 100 h service is due at 100 h;"
                + " hours is at 96 h (4 h to go, lead 5 h).");
    assertThat(texts(open, "why")).contains("due at 100 = baseline 0 + every 100");
    assertThat(texts(open, "why_not"))
        .contains(
            "its order WO-000001, raised at 2024-03-01 06:01 UTC, is open; there is one at a"
                + " time");
    assertThat(open.path("newest_order").path("number").asString()).isEqualTo("WO-000001");
  }

  @Test
  void keptSuppressionsAreTold() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", START, 90);
      gateway.readings(
          "{\"asset\":\"P-1\",\"meter\":\"hours\",\"time\":\"2024-03-01T06:01:00Z\",\"value\":97,"
              + "\"historical\":true}");
    }
    JsonNode answer = explanation("service");
    assertThat(answer.path("suppressions")).hasSize(1);
    assertThat(answer.path("suppressions").path(0).path("reason").asString())
        .isEqualTo("historical");
    assertThat(texts(answer, "why_not"))
        .anyMatch(text -> text.startsWith("suppressed at 2024-03-01 06:01 UTC: hours reached 97"));
  }

  @Test
  void aRuleForOthersIsSaidToBeAndAnUnknownOneIsNotFound() throws Exception {
    assertThat(explanation("stuck-door").path("standing").asString()).isEqualTo("not_for_it");
    Reply unknown = service.api().get("/v1/assets/P-1/rules/servce/explanation");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text())
        .contains("There is no rule 'servce'", "those for P-1 are service, hot");
    assertThat(service.api().get("/v1/assets/P-9/rules/service/explanation").status())
        .isEqualTo(404);
  }

  private JsonNode explanation(String rule) throws Exception {
    Reply reply = service.api().get("/v1/assets/P-1/rules/" + rule + "/explanation");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static List<String> texts(JsonNode answer, String list) {
    List<String> texts = new ArrayList<>();
    answer.path(list).forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
