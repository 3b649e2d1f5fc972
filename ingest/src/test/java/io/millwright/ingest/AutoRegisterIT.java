package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import org.junit.jupiter.api.Test;

/** The setting that takes unknown assets in instead of quarantining their readings. */
class AutoRegisterIT {
  private static final String PLANS =
      """
      conditions:
        - id: hot
          title: Too hot
          for: {class: unassigned}
          above: {meter: temp, limit: 90, unit: degC}
          work: {type: CM, description: Look}
      """;

  @Test
  void unknownAssetsAreRegisteredAsUnassignedAndTheirOrdersHeld() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        RecordingTarget cmms = new RecordingTarget();
        RunningService service =
            RunningService.on(database).plans(PLANS).cmms(cmms).autoRegister().start()) {
      Sql sql = new Sql(database);
      service.api().register("gateways: [{id: gw, password: gw, assets: []}]");
      try (TestGateway gateway = service.gateway("gw")) {
        gateway.readings(
            Readings.of("NEW-1", "temp", "2026-01-01T00:00:00Z", 20, ",\"unit\":\"degC\""));
        gateway.readings(
            Readings.of("NEW-1", "temp", "2026-01-01T01:00:00Z", 95, ",\"unit\":\"degC\""));
      }

      assertThat(sql.readings()).isEqualTo(2);
      assertThat(sql.rows("select tag, class, ownership from asset"))
          .containsExactly("NEW-1 unassigned unassigned");
      assertThat(sql.number("select count(*) from quarantine")).isZero();
      Eventually.holds(
          () ->
              assertThat(sql.rows("select delivery, hold_reason from work_order"))
                  .singleElement()
                  .asString()
                  .startsWith("held unassigned"));
      assertThat(cmms.created()).isEmpty();
    }
  }
}
