package io.millwright.ingest.codec.topics;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.codec.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Topics and payloads that a mapping file describes: {@code docs/topics.md}. Thread-safe. */
public final class TopicsFormat implements MessageFormat {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNameLength(1000)
                          .maxNumberLength(400)
                          .maxStringLength(1 << 20)
                          .build())
                  .build())
          .build();

  /** So many filters are named to people. */
  private static final int NAMED = 3;

  private final TopicMap map;
  private final Routes routes;
  private final List<String> filters;

  /**
   * Makes the notation.
   *
   * @param map what the file says
   */
  public TopicsFormat(TopicMap map) {
    this.map = map;
    this.routes = new Routes(map.rules());
    this.filters = map.filters();
  }

  @Override
  public List<String> filters() {
    return filters;
  }

  @Override
  public boolean takes(String topic) {
    return routes.of(topic).isPresent();
  }

  /** Any gateway, unless the rule says which one speaks there. */
  @Override
  public boolean permits(String gateway, String topic) {
    Optional<Route> route = routes.of(topic);
    String named = route.map(Route::gateway).orElse(null);
    return route.isPresent() && (named == null || named.equals(gateway));
  }

  @Override
  public String permitted(String gateway) {
    String some = filters.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = filters.size() > NAMED ? " and more" : "";
    return "to what the topics file maps and gives to no other gateway: " + some + more;
  }

  @Override
  public @Nullable String gateway(String topic) {
    return routes.of(topic).map(Route::gateway).orElse(map.gateway());
  }

  /**
   * The line of the rule that takes a topic.
   *
   * @param topic a full topic
   * @return the line in the file, from 1
   */
  public Optional<Integer> line(String topic) {
    return routes.of(topic).map(route -> route.rule().line());
  }

  @Override
  public Decoded decode(String gateway, String topic, byte[] payload, long arrivedMillis)
      throws UndecodableException {
    Route route =
        routes
            .of(topic)
            .orElseThrow(() -> new UndecodableException("No rule takes the topic '" + topic + "'"));
    Harvest harvest = new Harvest(route, arrivedMillis, payload.length);
    TopicRule rule = route.rule();
    if (rule.notation().isJson()) {
      Scope scope = Scope.of(route, gateway, json(payload, harvest));
      switch (rule.notation()) {
        case TELEGRAF -> new TelegrafMessage(rule, harvest, scope).read();
        case THINGSBOARD_GATEWAY -> new ThingsBoardMessage(rule, harvest, scope).readGateway();
        case THINGSBOARD_DEVICE -> new ThingsBoardMessage(rule, harvest, scope).readDevice();
        default -> new JsonMessage(rule, harvest, scope).read();
      }
    } else if (rule.notation() == Notation.VALUE) {
      value(payload, Scope.of(route, gateway), harvest);
    }
    return harvest.decoded();
  }

  private static JsonNode json(byte[] payload, Harvest harvest) throws UndecodableException {
    try {
      JsonNode root = JSON.readTree(payload);
      if (root != null && !root.isMissingNode()) {
        return root;
      }
      throw new UndecodableException("The message is empty" + harvest.ruleAt());
    } catch (JacksonException e) {
      throw new UndecodableException(
          "Not readable as JSON: " + e.getOriginalMessage() + harvest.ruleAt());
    }
  }

  private static void value(byte[] payload, Scope scope, Harvest harvest)
      throws UndecodableException {
    String text = new String(payload, StandardCharsets.UTF_8).strip();
    double number = Numbers.of(text, scope.route().rule().words());
    String problem =
        Double.isNaN(number)
            ? "'"
                + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
                + "' is no finite number and not true, false, on or off: name it under 'words', or"
                + " say what the payload is"
            : harvest.add(scope, harvest.arrival(), FieldTarget.PLAIN, number);
    if (problem != null) {
      throw new UndecodableException(problem + harvest.ruleAt());
    }
  }
}
