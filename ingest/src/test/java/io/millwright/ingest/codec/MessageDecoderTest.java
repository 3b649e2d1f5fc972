package io.millwright.ingest.codec;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
  private static final long TIME = Instant.parse("2026-11-23T01:02:03.456Z").toEpochMilli();
  private static final String READING =
      "{\"asset\":\"EX-104\",\"meter\":\"h\",\"time\":\"2026-11-23T01:02:03.456Z\",\"value\":1.5}";

  private final MessageDecoder decoder = new MessageDecoder();

  @Test
  void readsEveryFieldOfAReading() throws UndecodableException {
    Decoded decoded =
        readings(
            "{\"asset\":\"EX-104\",\"meter\":\"engine_hours\",\"time\":\"2026-11-23T01:02:03.456Z\","
                + "\"value\":1234.5,\"unit\":\"h\",\"quality\":\"uncertain\",\"historical\":true}");
    assertThat(decoded.readings())
        .containsExactly(
            new DecodedReading(
                "EX-104", "engine_hours", TIME, 1234.5, "h", Quality.UNCERTAIN, true));
    assertThat(decoded.malformed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "[%s]",
        "{\"readings\":[%s]}",
        "{\"gateway\":{\"x\":[1,{}]},\"readings\":[%s],\"sent\":\"now\"}",
        "{\"asset\":7,\"readings\":[%s]}",
        "{\"readings\":[1,2],\"readings\":[%s]}",
        "\uFEFF%s",
        " \n\t%s \r\n"
      })
  void takesEachDocumentedShape(String shape) throws UndecodableException {
    Decoded decoded = readings(shape.formatted(READING));
    assertThat(decoded.readings())
        .containsExactly(new DecodedReading("EX-104", "h", TIME, 1.5, null, Quality.GOOD, false));
    assertThat(decoded.malformed()).isEmpty();
  }

  @Test
  void emptyListsHoldNothing() throws UndecodableException {
    assertThat(readings("[]").readings()).isEmpty();
    assertThat(readings("{\"readings\":[]}").malformed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 1",
    "false, 0",
    "-0.0, -0.0",
    "12, 12",
    "1e3, 1000",
    "1.7976931348623157e308, 1.7976931348623157E308"
  })
  void valuesAreFiniteNumbersOrBooleans(String json, double value) throws UndecodableException {
    assertThat(readings(READING.replace("1.5", json)).readings().get(0).value()).isEqualTo(value);
  }

  @Test
  void timeMayBeEpochMilliseconds() throws UndecodableException {
    String json = READING.replace("\"2026-11-23T01:02:03.456Z\"", Long.toString(TIME));
    assertThat(readings(json).readings().get(0).timeMillis()).isEqualTo(TIME);
    assertThat(readings(json.replace("" + TIME, TIME + ".0")).readings()).hasSize(1);
    assertThat(readings(json.replace("" + TIME, TIME + ".5")).malformed()).hasSize(1);
  }

  @Test
  void lastOfDuplicateFieldsWinsEvenOverAWrongOne() throws UndecodableException {
    String json = READING.replace("\"value\":1.5", "\"value\":\"x\",\"value\":2,\"value\":3");
    assertThat(readings(json).readings().get(0).value()).isEqualTo(3);
    String wrongLast = READING.replace("\"value\":1.5", "\"value\":2,\"value\":\"x\"");
    assertThat(readings(wrongLast).malformed()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"asset\":\"EX-104\"|\"asset\":7|'asset' must be a string",
        "\"asset\":\"EX-104\"|\"asset\":\" \"|'asset' must be a name, not blank",
        "\"asset\":\"EX-104\"|\"asset\":\"a\\u0000b\"|'asset' must be without NUL",
        "\"asset\":\"EX-104\"|\"asset\":\"a\\ud800b\"|unpaired surrogates",
        "\"asset\":\"EX-104\"|\"tag\":\"EX-104\"|'asset' is missing",
        "\"meter\":\"h\"|\"meter\":{\"a\":[1]}|'meter' must be a string",
        "\"value\":1.5|\"value\":1e999|'value' must be a finite number",
        "\"value\":1.5|\"value\":\"1.5\"|'value' must be a finite number",
        "\"value\":1.5|\"value\":null|'value' must be a finite number",
        "\"value\":1.5|\"value\":1.5,\"quality\":\"fine\"|'quality' must be",
        "\"value\":1.5|\"value\":1.5,\"historical\":1|'historical' must be true or false",
        "\"value\":1.5|\"value\":1.5,\"unit\":5|'unit' must be a string",
        "2026-11-23T01|2026-11-23 01|'time' must be RFC 3339",
        "03.456Z|03.456|'time' must be RFC 3339",
        "2026-11|1969-11|'time' must be RFC 3339"
      })
  void oneBadElementDoesNotFailItsMessage(String replace, String with, String detail)
      throws UndecodableException {
    String bad = READING.replace(replace, with);
    Decoded decoded = readings("[" + READING + ", " + bad + " ," + READING + "]");
    assertThat(decoded.readings()).hasSize(2);
    assertThat(decoded.malformed()).hasSize(1);
    assertThat(decoded.malformed().get(0).detail()).contains(detail).contains("Expected: {");
    assertThat(decoded.malformed().get(0).json()).isEqualTo(bad);
  }

  @Test
  void aMalformedElementIsCutOutExactlyAlsoBehindMultiByteCharactersAndAByteOrderMark()
      throws UndecodableException {
    String bad = "{\"asset\":\"\u00d8-\uD83D\uDE9C\"}";
    Decoded decoded =
        readings(
            "\uFEFF{\"note\":\"\u20ac\",\"readings\":[\"\u00e5\", 12, [1], null," + bad + "]}");
    assertThat(decoded.malformed())
        .extracting(Malformed::json)
        .containsExactly("\"\u00e5\"", "12", "[1]", "null", bad);
    assertThat(readings("\uFEFF" + bad).malformed().get(0).json()).isEqualTo(bad);
  }

  @Test
  void overlongTextsAreMalformedButNotSurrogatePairsUpToTheLimit() throws UndecodableException {
    String long200 = "\uD83D\uDE9C".repeat(200);
    assertThat(readings(READING.replace("EX-104", long200)).readings()).hasSize(1);
    assertThat(readings(READING.replace("EX-104", long200 + "x")).malformed()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "hello",
        "12",
        "\"text\"",
        "null",
        "{",
        "[{]",
        "{\"asset\":\"a\"}x",
        "[] []",
        "{\"readings\":{}}",
        "{\"readings\":null}",
        "{\"a\":NaN}",
        "[1,]",
        "{'a':1}",
        "[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]"
      })
  void whatIsNotTheDocumentedShapeIsUndecodableAndSaysWhatIsExpected(String json) {
    assertThatThrownBy(() -> readings(json))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("Expected {\"asset\":\"EX-104\"");
  }

  @Test
  void undecodableSaysWhere() {
    assertThatThrownBy(() -> readings("[\n  {\"asset\" 1}]")).hasMessageContaining("line 2");
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThatThrownBy(() -> decoder.decode(Topic.Kind.READINGS, READING.getBytes(UTF_16)))
        .hasMessageContaining("not UTF-8");
    byte[] latin1 = {'[', '"', (byte) 0xE5, '"', ']'};
    assertThatThrownBy(() -> decoder.decode(Topic.Kind.READINGS, latin1))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void aMessageOfNothingButWrongElementsIsUndecodableBeforeItCostsMuch() {
    assertThatThrownBy(() -> readings("[" + "1,".repeat(200_000) + "1]"))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("More than 1000 elements are wrong");
  }

  @Test
  void readsFaults() throws UndecodableException {
    Decoded decoded =
        decode(
            Topic.Kind.FAULTS,
            "{\"faults\":[{\"asset\":\"LIFT-7\",\"code\":\"E-204\",\"time\":"
                + TIME
                + ",\"active\":true,\"text\":\"door\"},{\"asset\":\"LIFT-7\",\"code\":\"E-204\",\"time\":"
                + TIME
                + ",\"active\":false},{\"asset\":\"LIFT-7\",\"code\":\"E-204\",\"time\":"
                + TIME
                + "}]}");
    assertThat(decoded.faults())
        .containsExactly(
            new DecodedFault("LIFT-7", "E-204", TIME, true, "door"),
            new DecodedFault("LIFT-7", "E-204", TIME, false, null));
    assertThat(decoded.malformed().get(0).detail()).contains("'active' is missing");
  }

  @Test
  void readsCorrections() throws UndecodableException {
    String event =
        "{\"asset\":\"EX-104\",\"meter\":\"engine_hours\",\"event\":\"corrected\",\"time\":"
            + TIME
            + ",\"old_value\":182345,\"new_value\":18234.5}";
    Decoded decoded =
        decode(
            Topic.Kind.METERS, "[" + event + "," + event.replace("new_value", "new_initial") + "]");
    assertThat(decoded.corrections())
        .containsExactly(new DecodedCorrection("EX-104", "engine_hours", TIME, 182345, 18234.5));
    assertThat(decoded.malformed().get(0).detail()).contains("'new_value' is missing");
  }

  @Test
  void readsReplacements() throws UndecodableException {
    String event =
        "{\"asset\":\"EX-104\",\"meter\":\"engine_hours\",\"event\":\"replaced\",\"time\":"
            + TIME
            + ",\"old_final\":18234.5,\"new_initial\":0}";
    Decoded decoded =
        decode(Topic.Kind.METERS, "[" + event + "," + event.replace("replaced", "reset") + "]");
    assertThat(decoded.replacements())
        .containsExactly(new DecodedReplacement("EX-104", "engine_hours", TIME, 18234.5, 0));
    assertThat(decoded.malformed().get(0).detail())
        .contains("'event' must be \"replaced\" or \"corrected\"");
  }

  private Decoded readings(String json) throws UndecodableException {
    return decode(Topic.Kind.READINGS, json);
  }

  private Decoded decode(Topic.Kind kind, String json) throws UndecodableException {
    return decoder.decode(kind, json.getBytes(UTF_8));
  }
}
