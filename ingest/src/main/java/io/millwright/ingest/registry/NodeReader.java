package io.millwright.ingest.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads JSON or YAML tokens into {@link Node}s.
 *
 * <p>YAML aliases are refused instead of followed, so a document is never larger than its text.
 */
final class NodeReader {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(16).build();
  private static final TokenStreamFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();
  private static final TokenStreamFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(LIMITS)
          .loadSettings(LoadSettings.builder().setCodePointLimit(RegistryReader.MAX_BYTES).build())
          .build();

  private final JsonParser parser;
  private final Findings findings;

  private NodeReader(JsonParser parser, Findings findings) {
    this.parser = parser;
    this.findings = findings;
  }

  /**
   * Reads a whole document.
   *
   * @return its root, or null when it is empty
   * @throws tools.jackson.core.JacksonException when it breaks the syntax of its format
   */
  static @Nullable Node read(RegistryFormat format, String text, Findings findings) {
    TokenStreamFactory factory = format == RegistryFormat.YAML ? YAML : JSON;
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return null;
      }
      NodeReader reader = new NodeReader(parser, findings);
      Node root = reader.value();
      if (parser.nextToken() != null) {
        findings.add(reader.position(), "the document has ended: keep one document in a file");
      }
      return root;
    }
  }

  /** Reads the value that starts with the current token; recursion is bounded by LIMITS. */
  private Node value() {
    Position at = position();
    JsonToken token = parser.currentToken();
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      findings.add(at, "'*" + parser.getString() + "': aliases are not followed, write it out");
      return new Node.Empty(at);
    }
    if (token == JsonToken.START_OBJECT) {
      return mapping(at);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value());
      }
      return new Node.Sequence(at, items);
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return new Node.Flag(at, token == JsonToken.VALUE_TRUE);
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return new Node.Num(at, number(parser.getString()));
    }
    if (token == JsonToken.VALUE_STRING) {
      String text = parser.getString();
      // Jackson leaves YAML's other spelling of null to us.
      boolean none = parser instanceof YAMLParser && text.equals("~");
      return none ? new Node.Empty(at) : new Node.Text(at, text);
    }
    return new Node.Empty(at);
  }

  private Node mapping(Position at) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      Position keyAt = position();
      parser.nextToken();
      Node.Entry earlier = entries.put(key, new Node.Entry(keyAt, value()));
      if (earlier != null) {
        findings.add(keyAt, "'" + key + "' is already given at line " + earlier.keyAt().line());
      }
    }
    return new Node.Mapping(at, entries);
  }

  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException otherNotation) {
      return Double.NaN;
    }
  }

  private Position position() {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Position(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
