package io.millwright.ingest.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Failures through the API, into a real table and back. */
class FailuresIT {
  private static final String ONE =
      "{\"time\":\"2026-01-02T03:04:05Z\",\"mode\":\"seized\",\"mechanism\":%s}";

  @Test
  void aFailureIsKnownByAssetTimeAndMode() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        RunningService service = RunningService.on(database).start()) {
      ApiCalls api = service.api();
      api.register("assets: [{tag: P-1, class: pump, ownership: owned}]");

      assertThat(api.post("/v1/assets/P-1/failures", ONE.formatted("null")).text())
          .isEqualTo("{\"created\":1,\"updated\":0,\"unchanged\":0}");
      assertThat(api.post("/v1/assets/P-1/failures", ONE.formatted("\"wear\"")).text())
          .isEqualTo("{\"created\":0,\"updated\":1,\"unchanged\":0}");
      // Said again with less: nothing is taken away.
      assertThat(api.post("/v1/assets/P-1/failures", ONE.formatted("null")).text())
          .isEqualTo("{\"created\":0,\"updated\":0,\"unchanged\":1}");
      assertThat(new Sql(database).rows("select mode, mechanism from failure"))
          .containsExactly("seized wear");

      assertThat(api.post("/v1/assets/P-9/failures", ONE.formatted("null")).status())
          .isEqualTo(422);
      assertThat(api.post("/v1/assets/P-1/failures", "{\"mode\":\"leak\"}").text())
          .contains("'time' is missing");
      assertThat(api.post("/v1/assets/P-1/failures", ONE.formatted("3")).text())
          .contains("'mechanism' must be text");
      assertThat(api.get("/v1/failures?asset=P-1&from=2026-01-03T00:00:00Z").json().path("items"))
          .isEmpty();
      assertThat(api.get("/v1/failures?asset=P-1").json().at("/items/0/mechanism").asString())
          .isEqualTo("wear");
      assertThat(api.get("/v1/failures?from=soon").status()).isEqualTo(400);
    }
  }
}
