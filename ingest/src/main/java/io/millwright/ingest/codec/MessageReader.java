package io.millwright.ingest.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one message: the shape around the elements, and where each element begins and ends. */
final class MessageReader {
  /** More than this and the sender does not speak our format; also bounds what a message costs. */
  private static final int MAX_MALFORMED = 1000;

  private final JsonParser parser;
  private final byte[] payload;
  private final int start;
  private final ElementFields fields;
  private final Decoded decoded =
      new Decoded(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());

  /**
   * A reader of one message.
   *
   * @param parser before the first token
   * @param payload what the parser reads
   * @param start where in the payload the parser began; its offsets count from there
   * @param fields what the elements hold
   */
  MessageReader(JsonParser parser, byte[] payload, int start, ElementFields fields) {
    this.parser = parser;
    this.payload = payload;
    this.start = start;
    this.fields = fields;
  }

  Decoded read() throws UndecodableException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      objectMessage();
    } else if (first == JsonToken.START_ARRAY) {
      elements();
    } else {
      throw undecodable("The message is neither an object nor an array");
    }
    if (parser.nextToken() != null) {
      throw undecodable("Something follows the end of the message");
    }
    return decoded;
  }

  /** One element, or an object around a list of them: only its fields tell. */
  private void objectMessage() throws UndecodableException {
    int begin = tokenStart();
    boolean list = false;
    fields.begin();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      if (!name.equals(fields.listName())) {
        fields.field(name, parser);
        continue;
      }
      if (value != JsonToken.START_ARRAY) {
        throw undecodable("'" + name + "' must be an array");
      }
      forgetEarlierList();
      list = true;
      elements();
      fields.begin();
    }
    if (!list) {
      end(begin);
    }
  }

  private void elements() throws UndecodableException {
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      int begin = tokenStart();
      if (next == JsonToken.START_OBJECT) {
        fields.begin();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          parser.nextToken();
          fields.field(name, parser);
        }
        end(begin);
      } else {
        parser.skipChildren();
        malformed("An element must be an object", begin);
      }
    }
  }

  private void end(int begin) throws UndecodableException {
    fields.end(decoded);
    String problem = fields.problem();
    if (problem != null) {
      malformed(problem, begin);
    }
  }

  private void malformed(String problem, int begin) throws UndecodableException {
    if (decoded.malformed().size() == MAX_MALFORMED) {
      throw undecodable(
          "More than "
              + MAX_MALFORMED
              + " elements are wrong (the first: "
              + decoded.malformed().get(0).detail()
              + ")");
    }
    parser.finishToken();
    int end = start + Math.toIntExact(parser.currentLocation().getByteOffset());
    decoded
        .malformed()
        .add(
            new Malformed(
                problem + ". Expected: " + fields.example(),
                new String(payload, begin, end - begin, StandardCharsets.UTF_8)));
  }

  private void forgetEarlierList() {
    decoded.readings().clear();
    decoded.faults().clear();
    decoded.replacements().clear();
    decoded.corrections().clear();
    decoded.malformed().clear();
  }

  private int tokenStart() {
    return start + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
  }

  private UndecodableException undecodable(String problem) {
    return new UndecodableException(
        problem
            + " at line "
            + parser.currentTokenLocation().getLineNr()
            + ", column "
            + parser.currentTokenLocation().getColumnNr()
            + ". "
            + fields.shape());
  }
}
