package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.codec.MessageDecoder;
import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolverTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Resolver resolver =
      new Resolver(tag -> tag.equals("EX-104") ? Assets.EXCAVATOR : null, InstantSource.fixed(NOW));

  private List<ShardItem> resolve(String gateway, Topic.Kind kind, String json)
      throws UndecodableException {
    byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Inbound inbound =
        new Inbound(
            gateway, "millwright/v1/" + gateway + "/" + kind.word(), payload, 0, settlement -> {});
    MessageInFlight message =
        new MessageInFlight(
            inbound, Settlement.STORED, 9, new PipelineMetrics(new SimpleMeterRegistry()));
    return resolver.resolve(new MessageDecoder().decode(kind, payload), message);
  }

  private ShardItem reading(String gateway, String json) throws UndecodableException {
    List<ShardItem> items = resolve(gateway, Topic.Kind.READINGS, json);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static QuarantineEntry refused(ShardItem item) {
    assertThat(item).isInstanceOf(ShardItem.Refused.class);
    return ((ShardItem.Refused) item).entry();
  }

  @Test
  void aReadingInAnotherUnitIsConvertedToTheMeters() throws UndecodableException {
    ShardItem.Reading reading =
        (ShardItem.Reading)
            reading(
                "gw-1",
                "{'asset':'EX-104','meter':'hours','time':'2026-11-23T11:00:00Z','value':90,"
                    + "'unit':'min'}");
    assertThat(reading.reading().value()).isEqualTo(1.5);
    assertThat(reading.reading().unit()).isEqualTo("h");
  }

  @Test
  void aCorrectionIsAnEventThatMayHappenAgain() throws UndecodableException {
    ShardItem.Happened item =
        (ShardItem.Happened)
            resolve(
                    "gw-1",
                    Topic.Kind.METERS,
                    "{'asset':'EX-104','meter':'hours','event':'corrected',"
                        + "'time':'2026-11-23T11:00:00Z','old_value':900,'new_value':90}")
                .get(0);
    assertThat(item.event())
        .isEqualTo(
            new Event.MeterCorrected(
                "hours", Instant.parse("2026-11-23T11:00:00Z").toEpochMilli(), 900, 90));
    assertThat(item.naturalKey()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gw-1 | {'asset':'EX-105','meter':'hours','time':'2026-11-23T11:00:00Z','value':1}"
            + " | unknown_asset | No asset 'EX-105' is registered: register it and replay.",
        "gw-1 | {'asset':'EX-104','meter':'miles','time':'2026-11-23T11:00:00Z','value':1}"
            + " | unknown_meter | Asset 'EX-104' has no meter 'miles': register it and replay.",
        "gw-2 | {'asset':'EX-104','meter':'hours','time':'2026-11-23T11:00:00Z','value':1}"
            + " | not_authorised | Gateway 'gw-2' is not bound to asset 'EX-104': add the asset to"
            + " the gateway's list and replay.",
        "gw-1 |"
            + " {'asset':'EX-104','meter':'hours','time':'2026-11-23T11:00:00Z','value':1,'unit':'km'}"
            + " | unit_mismatch | The reading is in 'km', the meter is registered in 'h', and"
            + " neither can be converted to the other.",
        "gw-1 | {'asset':'EX-104','meter':'hours','time':'2026-11-23T12:05:00.001Z','value':1}"
            + " | future_time | Time 2026-11-23T12:05:00.001Z is more than 5 minutes ahead of"
            + " 2026-11-23T12:00:00Z: set the gateway's clock.",
        "gw-1 | {'asset':'EX-104','meter':'hours','time':'2006-11-28T11:59:59.999Z','value':1}"
            + " | too_old | Time 2006-11-28T11:59:59.999Z is more than 7300 days ago: set the"
            + " gateway's clock."
      })
  void refusesWithAReasonAndWhatToDo(String gateway, String json, String reason, String detail)
      throws UndecodableException {
    QuarantineEntry entry = refused(reading(gateway, json));
    assertThat(entry.reason().word()).isEqualTo(reason);
    assertThat(entry.detail()).isEqualTo(detail);
    assertThat(entry.gateway()).isEqualTo(gateway);
    assertThat(entry.topic()).isEqualTo("millwright/v1/" + gateway + "/readings");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:05:00Z, gw-1",
    "2006-11-28T12:00:00Z, gw-1",
    "2026-11-23T11:00:00Z, api"
  })
  void takesWhatIsJustWithinTheBounds(String time, String gateway) throws UndecodableException {
    ShardItem item =
        reading(gateway, "{'asset':'EX-104','meter':'coolant','time':'" + time + "','value':91.5}");
    assertThat(item)
        .isInstanceOfSatisfying(
            ShardItem.Reading.class,
            taken -> {
              assertThat(taken.asset()).isSameAs(Assets.EXCAVATOR);
              assertThat(taken.meter()).isSameAs(Assets.COOLANT);
              assertThat(taken.reading().timeMillis())
                  .isEqualTo(Instant.parse(time).toEpochMilli());
              assertThat(taken.flags()).isEqualTo(ReadingFlags.GOOD);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "good, false, 0",
    "uncertain, false, 1",
    "bad, false, 2",
    "good, true, 4",
    "bad, true, 6"
  })
  void keepsQualityAndHistory(String quality, boolean historical, int flags)
      throws UndecodableException {
    ShardItem item =
        reading(
            "gw-1",
            "{'asset':'EX-104','meter':'hours','time':'2026-11-23T11:00:00Z','value':1,"
                + "'quality':'"
                + quality
                + "','historical':"
                + historical
                + "}");
    assertThat(((ShardItem.Reading) item).flags()).isEqualTo(flags);
  }

  @Test
  void aFaultHasTheSameKeyEachTimeItComes() throws UndecodableException {
    String fault =
        "{'asset':'EX-104','code':'E-204','time':'2026-11-23T11:00:00Z','active':true,'text':'x'}";
    ShardItem first = resolve("gw-1", Topic.Kind.FAULTS, fault).get(0);
    ShardItem again = resolve("gw-1", Topic.Kind.FAULTS, fault).get(0);
    ShardItem gone = resolve("gw-1", Topic.Kind.FAULTS, fault.replace("true", "false")).get(0);
    long time = Instant.parse("2026-11-23T11:00:00Z").toEpochMilli();
    ShardItem.Happened happened = (ShardItem.Happened) first;
    assertThat(happened.event()).isEqualTo(new Event.Fault("E-204", time, true));
    assertThat(((ShardItem.Happened) again).naturalKey()).isEqualTo(happened.naturalKey());
    assertThat(((ShardItem.Happened) gone).naturalKey()).isNotEqualTo(happened.naturalKey());
  }

  @Test
  void faultsAndReplacementsOfOthersAreRefusedToo() throws UndecodableException {
    assertThat(
            refused(
                    resolve(
                            "gw-2",
                            Topic.Kind.FAULTS,
                            "{'asset':'EX-104','code':'E','time':1763895600000,'active':true}")
                        .get(0))
                .reason()
                .word())
        .isEqualTo("not_authorised");
    assertThat(refused(replacement("EX-105", "hours")).reason().word()).isEqualTo("unknown_asset");
    assertThat(refused(replacement("EX-104", "miles")).reason().word()).isEqualTo("unknown_meter");
  }

  private ShardItem replacement(String asset, String meter) throws UndecodableException {
    return resolve(
            "gw-1",
            Topic.Kind.METERS,
            "{'asset':'"
                + asset
                + "','meter':'"
                + meter
                + "','event':'replaced','time':'2026-11-23T11:00:00Z','old_final':5,"
                + "'new_initial':0}")
        .get(0);
  }

  @Test
  void onlyACounterCanBeReplaced() throws UndecodableException {
    QuarantineEntry entry = refused(replacement("EX-104", "coolant"));
    assertThat(entry.reason().word()).isEqualTo("wrong_kind");
    assertThat(entry.detail())
        .isEqualTo("Meter 'coolant' is no counter: only counters are replaced or corrected.");
    assertThat(replacement("EX-104", "hours")).isInstanceOf(ShardItem.Happened.class);
  }

  @Test
  void oneBrokenElementLeavesItsNeighboursAlone() throws UndecodableException {
    List<ShardItem> items =
        resolve(
            "gw-1",
            Topic.Kind.READINGS,
            "[{'asset':'EX-104','meter':'hours','time':'2026-11-23T11:00:00Z','value':1},"
                + "{'asset':'EX-104','meter':'hours','time':'yesterday','value':1}]");
    assertThat(items).hasSize(2);
    assertThat(items.get(0)).isInstanceOf(ShardItem.Reading.class);
    assertThat(refused(items.get(1)).reason().word()).isEqualTo("malformed");
  }
}
