package io.millwright.ingest.codec.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.Malformed;
import io.millwright.ingest.codec.UndecodableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsFormatTest {
  private static final String NOON = "2026-11-23T12:00:00Z";

  private static Decoding rule(String rest) throws Exception {
    return new Decoding("rules:\n  - " + rest.strip().replace("\n", "\n    ") + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "21.5, 21.5",
    "-3, -3.0",
    "' 7\n', 7.0",
    "+.5e1, 5.0",
    "true, 1.0",
    "OFF, 0.0",
    "open, 2.0",
  })
  void aPlainValueIsAReadingOfItsArrival(String payload, String value) throws Exception {
    Decoding plain =
        rule(
            """
            topic: plant/{site}/{asset}/{meter}
            payload: value
            unit: degC
            words: {open: 2}
            """);
    assertThat(plain.of("plant/oslo/P-1/temp", payload))
        .containsExactly("P-1 temp " + NOON + " " + value + " degC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "21,5", "NaN", "0x10", "1e999", "infinity", "closed", "{\"a\":1}"})
  void whatIsNoValueSaysWhatToDo(String payload) throws Exception {
    Decoding plain = rule("topic: plant/{asset}/{meter}\npayload: value");
    assertThatThrownBy(() -> plain.of("plant/P-1/temp", payload))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("'words'")
        .hasMessageContaining("line 2");
  }

  @Test
  void twoValuesOfOneMomentAreTwoReadings() throws Exception {
    Decoding plain = rule("topic: plant/{asset}/{meter}\npayload: value");
    assertThat(plain.of("plant/P-1/temp", "1")).containsExactly("P-1 temp " + NOON + " 1.0");
    assertThat(plain.of("plant/P-1/temp", "2"))
        .containsExactly("P-1 temp 2026-11-23T12:00:00.001Z 2.0");
    assertThat(plain.of("plant/P-2/temp", "2")).containsExactly("P-2 temp " + NOON + " 2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "ms, 1763860000123, 2025-11-23T01:06:40.123Z",
    "s, 1763860000, 2025-11-23T01:06:40Z",
    "s, 1763860000.25, 2025-11-23T01:06:40.250Z",
    "us, 1763860000123456, 2025-11-23T01:06:40.123Z",
    "ns, 1763860000123456789, 2025-11-23T01:06:40.123Z",
    "s, '\"2025-11-23T02:06:40+01:00\"', 2025-11-23T01:06:40Z",
    "s, null, 2026-11-23T12:00:00Z",
  })
  void aTimeIsInTheUnitThatTheRuleSays(String unit, String written, String time) throws Exception {
    Decoding json =
        rule(
            """
            topic: a/{asset}
            payload: json
            time: /t
            time_in: %s
            value: /v
            meter: temp
            """
                .formatted(unit));
    assertThat(json.of("a/P-1", "{\"t\":" + written + ",\"v\":1}"))
        .containsExactly("P-1 temp " + time + " 1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "\"yesterday\"", "1e300", "{}", "true", "92233720368547758070"})
  void aWrongTimeIsNoReading(String time) throws Exception {
    Decoding json = rule("topic: a/{asset}\npayload: json\ntime: /t\ntime_in: s");
    assertThat(json.of("a/P-1", "{\"t\":" + time + ",\"v\":1}"))
        .singleElement()
        .asString()
        .startsWith("malformed");
  }

  @Test
  void eachFieldOfAnObjectIsAMeter() throws Exception {
    Decoding json =
        rule(
            """
            topic: shop/+/state
            payload: json
            asset: "{/device/id}"
            time: /ts
            unit: "{/u}"
            quality: "{/q}"
            meters:
              hrs: {meter: engine_hours, unit: h}
              alarm: {fault: E-204}
              /motor/tC: motor_temp
            ignore: [rssi]
            """);
    assertThat(
            json.of(
                "shop/7/state",
                """
                {"device":{"id":"EX-1"},"ts":0,"u":"bar","q":"Uncertain","hrs":"12.5","p":3,
                 "alarm":true,"rssi":"weak","off":null,"motor":{"tC":71}}
                """))
        .containsExactlyInAnyOrder(
            "EX-1 engine_hours 1970-01-01T00:00:00Z 12.5 h uncertain",
            "EX-1 p 1970-01-01T00:00:00Z 3.0 bar uncertain",
            "EX-1 motor_temp 1970-01-01T00:00:00Z 71.0 bar uncertain",
            "EX-1 fault E-204 true");
  }

  @Test
  void anArrayIsReadElementByElement() throws Exception {
    Decoding json =
        rule(
            """
            topic: a
            payload: json
            each: /data/list
            asset: "{/site}-{/id}"
            time: /at
            value: /v
            meter: "{/m}"
            """);
    assertThat(
            json.of(
                "a",
                """
                {"site":"N","at":1000,"data":{"list":[
                  {"id":1,"m":"x","v":1},{"id":2,"m":"x","v":2,"at":2000},{"id":3,"m":"x","v":[]}]}}
                """))
        .containsExactly(
            "N-1 x 1970-01-01T00:00:01Z 1.0",
            "N-2 x 1970-01-01T00:00:02Z 2.0",
            "malformed"
                + " {\"site\":\"N\",\"at\":1000,\"data\":{\"list\":[{\"id\":3,\"m\":\"x\",\"v\":[]}]}}");
  }

  @Test
  void oneBadFieldDoesNotFailItsMessageAndIsReplayedAlone() throws Exception {
    Decoding json = rule("topic: a/{asset}\npayload: json\ntime: /ts\nfields: /v");
    Decoded decoded = json.decoded("a/P-1", "{\"ts\":5,\"v\":{\"a\":1,\"b\":\"bad\",\"c\":3}}");

    assertThat(decoded.readings()).hasSize(2);
    Malformed bad = decoded.malformed().get(0);
    assertThat(bad.json()).isEqualTo("{\"ts\":5,\"v\":{\"b\":\"bad\"}}");
    assertThat(bad.detail()).contains("'b'", "\"bad\"", "'ignore'", "line 2");
    assertThat(json.of("a/P-1", bad.json())).hasSize(1);
  }

  @Test
  void telegraf() throws Exception {
    Decoding telegraf =
        rule(
            """
            topic: telegraf/+/+
            payload: telegraf
            asset: "{tag.machine}"
            meter: "{name}_{field}"
            meters: {usage_idle: cpu_idle}
            """);
    String metric =
        """
        {"fields":{"usage_idle":98.5,"n":2,"s":"text"},"name":"cpu",
         "tags":{"host":"raynor","machine":"P-1"},"timestamp":1458229140}
        """;
    List<String> one =
        List.of(
            "P-1 cpu_idle 2016-03-17T15:39:00Z 98.5",
            "P-1 cpu_n 2016-03-17T15:39:00Z 2.0",
            "malformed {\"fields\":{\"s\":\"text\"},\"name\":\"cpu\",\"tags\":{\"host\":\"raynor\","
                + "\"machine\":\"P-1\"},\"timestamp\":1458229140}");
    assertThat(telegraf.of("telegraf/raynor/cpu", metric)).containsExactlyElementsOf(one);
    assertThat(telegraf.of("telegraf/raynor/cpu", "{\"metrics\":[" + metric + "]}"))
        .containsExactlyElementsOf(one);
    assertThat(
            telegraf
                .decoded(
                    "telegraf/raynor/cpu",
                    "{\"fields\":{\"n\":2},\"name\":\"cpu\",\"tags\":{},\"timestamp\":1458229140}")
                .malformed())
        .singleElement()
        .extracting(Malformed::detail)
        .asString()
        .contains("tag.machine");
  }

  @Test
  void thingsBoardsGateway() throws Exception {
    Decoding gateway =
        rule(
            """
            topic: v1/gateway/telemetry
            payload: thingsboard-gateway
            ignore: [fw]
            """);
    assertThat(
            gateway.of(
                "v1/gateway/telemetry",
                """
                {"Device A":[{"ts":1483228800000,"values":{"temperature":42,"fw":"1.2"}},
                             {"ts":1483228801000,"values":{"temperature":43,"humidity":"x"}}],
                 "Device B":[{"on":true}]}
                """))
        .containsExactly(
            "Device A temperature 2017-01-01T00:00:00Z 42.0",
            "Device A temperature 2017-01-01T00:00:01Z 43.0",
            "Device B on " + NOON + " 1.0",
            "malformed {\"Device A\":[{\"ts\":1483228801000,\"values\":{\"humidity\":\"x\"}}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"t\":1}|gw-1 t 2026-11-23T12:00:00Z 1.0",
        "{\"ts\":1000,\"values\":{\"t\":1}}|gw-1 t 1970-01-01T00:00:01Z 1.0",
        "[{\"ts\":1000,\"values\":{\"t\":1}}]|gw-1 t 1970-01-01T00:00:01Z 1.0",
        "[{\"t\":1}]|gw-1 t 2026-11-23T12:00:00Z 1.0",
      })
  void thingsBoardsDeviceIsTheGatewayItself(String payload, String reading) throws Exception {
    Decoding device = rule("topic: v1/devices/me/telemetry\npayload: thingsboard-device");
    assertThat(device.of("v1/devices/me/telemetry", payload)).containsExactly(reading);
  }

  @Test
  void whatIsIgnoredIsTakenAndHoldsNothing() throws Exception {
    Decoding ignore = rule("topic: v1/gateway/+\npayload: ignore");
    assertThat(ignore.of("v1/gateway/connect", "{\"device\":\"Device A\"}")).isEmpty();
    assertThat(ignore.format().filters()).isEmpty();
  }

  @Test
  void subscribesToNothingTwice() throws Exception {
    Decoding map =
        new Decoding(
            """
            rules:
              - {topic: "a/{asset}/x", payload: value, meter: x}
              - {topic: "a/{asset}/y", payload: ignore}
              - {topic: "a/{asset}/{meter}", payload: value}
              - {topic: "a/{asset}", payload: json}
              - {topic: "b/c/{asset}", payload: json}
              - {topic: "b/#", payload: ignore}
              - {topic: "a/#", payload: json, asset: a}
            """);
    assertThat(map.format().filters()).containsExactlyInAnyOrder("a/#", "b/c/+");
  }

  @Test
  void theRuleSaysWhoSpeaks() throws Exception {
    Decoding map =
        new Decoding(
            """
            gateway: plant-broker
            rules:
              - {topic: "g/{id}/{asset}/{meter}", payload: value, gateway: "gw-{id}"}
              - {topic: "p/{asset}/{meter}", payload: value}
            """);
    assertThat(map.format().gateway("g/7/P-1/t")).isEqualTo("gw-7");
    assertThat(map.format().gateway("p/P-1/t")).isEqualTo("plant-broker");
    assertThat(map.format().permits("gw-7", "g/7/P-1/t")).isTrue();
    assertThat(map.format().permits("gw-8", "g/7/P-1/t")).isFalse();
    assertThat(map.format().permits("anyone", "p/P-1/t")).isTrue();
    assertThat(map.format().permits("anyone", "q/P-1/t")).isFalse();
    assertThat(map.format().filters()).containsExactlyInAnyOrder("g/+/+/+", "p/+/+");
  }

  @Test
  void aMessageThatIsAllWrongIsOneEntryAndNotThousands() throws Exception {
    Decoding json = rule("topic: a/{asset}\npayload: json\nfields: /v");
    StringBuilder many = new StringBuilder("{\"v\":{");
    for (int i = 0; i < 2000; i++) {
      many.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":\"bad\"");
    }
    assertThatThrownBy(() -> json.of("a/P-1", many + "}}"))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("'f0'");
  }

  @Test
  void namesThatCannotBeStoredAreRefused() throws Exception {
    Decoding json = rule("topic: a\npayload: json\nasset: \"{/id}\"\nvalue: /v\nmeter: m");
    for (String id : List.of("", " ", "a\\u0000", "\\ud800", "x".repeat(201))) {
      assertThat(json.decoded("a", "{\"id\":\"" + id + "\",\"v\":1}").malformed()).hasSize(1);
    }
    assertThat(json.format().decode("gw", "a", "{\"id\":5,\"v\":1}".getBytes(UTF_8), 0).readings())
        .hasSize(1);
  }
}
