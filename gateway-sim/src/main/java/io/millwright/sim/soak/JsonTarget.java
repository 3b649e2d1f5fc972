package io.millwright.sim.soak;

import io.millwright.ingest.codec.MessageDecoder;
import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.codec.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The decoder of JSON messages; each input is decoded as each kind of message. */
final class JsonTarget implements FuzzTarget {
  private static final List<byte[]> SAMPLES =
      Stream.of(
              "{\"asset\":\"EX-104\",\"meter\":\"engine_hours\",\"time\":\"2026-11-23T01:02:03.456Z\","
                  + "\"value\":1234.5,\"unit\":\"h\",\"quality\":\"good\",\"historical\":false}",
              "{\"readings\":[{\"asset\":\"A\",\"meter\":\"m\",\"time\":1795395723456,\"value\":-1e300},"
                  + "{\"asset\":\"A\",\"meter\":\"m\",\"time\":\"2026-11-23T01:02:03+05:30\",\"value\":true}]}",
              "[{\"asset\":\"LIFT-7\",\"code\":\"E-204\",\"time\":\"2026-11-23T01:02:03.456Z\","
                  + "\"active\":true,\"text\":\"door \\u00e9\\uD83D\\uDE00 overcurrent\"}]",
              "{\"events\":[{\"asset\":\"EX-104\",\"meter\":\"h\",\"event\":\"replaced\","
                  + "\"time\":\"2026-11-23T01:02:03Z\",\"old_final\":18234.5,\"new_initial\":0},"
                  + "{\"asset\":\"EX-104\",\"meter\":\"h\",\"event\":\"corrected\","
                  + "\"time\":\"2026-11-22T06:00:00Z\",\"old_value\":182345,\"new_value\":18234.5}]}",
              "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  private final MessageDecoder decoder = new MessageDecoder();

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<byte[]> samples() {
    return SAMPLES;
  }

  @Override
  public boolean takes(byte[] input) {
    boolean taken = false;
    for (Topic.Kind kind : Topic.Kind.values()) {
      try {
        decoder.decode(kind, input);
        taken = true;
      } catch (UndecodableException refused) {
        // The documented way: quarantine with this text.
      }
    }
    return taken;
  }
}
