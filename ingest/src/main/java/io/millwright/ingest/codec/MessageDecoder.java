package io.millwright.ingest.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON messages of {@code docs/contracts.md}, section 1, in one pass and without a tree.
 * Each message is one element, an array of elements, or an object that holds such an array. An
 * element that is not what the contract asks for becomes a {@link Malformed}; the others of its
 * message are decoded. Unknown fields are ignored, of duplicate fields the last wins. Safe for use
 * by many threads.
 */
public final class MessageDecoder {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNameLength(1000)
                  .maxNumberLength(400)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  /**
   * Decodes a message.
   *
   * @param kind what the message's topic says it holds
   * @param payload the message, UTF-8 JSON
   * @return what it held
   * @throws UndecodableException when it is not JSON, or not of the documented shape
   */
  public Decoded decode(Topic.Kind kind, byte[] payload) throws UndecodableException {
    ElementFields fields =
        switch (kind) {
          case READINGS -> new ReadingFields();
          case FAULTS -> new FaultFields();
          case METERS -> new MeterEventFields();
        };
    if (payload.length == 0) {
      throw new UndecodableException("The message is empty. " + fields.shape());
    }
    if (isOtherEncoding(payload)) {
      throw new UndecodableException("The message is not UTF-8. " + fields.shape());
    }
    int start = startsWithMark(payload) ? BYTE_ORDER_MARK.length : 0;
    try (JsonParser parser =
        json.createParser(ObjectReadContext.empty(), payload, start, payload.length - start)) {
      return new MessageReader(parser, payload, start, fields).read();
    } catch (JacksonException e) {
      throw new UndecodableException(
          "Not readable as JSON: "
              + e.getOriginalMessage()
              + place(e.getLocation())
              + ". "
              + fields.shape());
    }
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static boolean startsWithMark(byte[] payload) {
    return payload.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            payload, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  /** UTF-16 and UTF-32, which the parser would detect and take. */
  private static boolean isOtherEncoding(byte[] payload) {
    for (int i = 0; i < Math.min(payload.length, 4); i++) {
      if (payload[i] == 0 || payload[i] == (byte) 0xFE || payload[i] == (byte) 0xFF) {
        return true;
      }
    }
    return false;
  }
}
