package io.millwright.ingest.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which entries of the quarantine a command is about. */
final class EntryOptions {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([mhd])");

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Entries by their ids.")
  private List<Long> ids = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "REASON", description = "Such as unknown_asset.")
  private @Nullable String reason;

  @Option(names = "--asset", paramLabel = "TAG", description = "About this asset.")
  private @Nullable String asset;

  @Option(names = "--gateway", paramLabel = "ID", description = "From this gateway.")
  private @Nullable String gateway;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "First refused after this time (RFC 3339), or within 90m, 12h or 7d.")
  private @Nullable String since;

  /** Whether anything at all is chosen. */
  boolean isEmpty() {
    return ids.isEmpty() && reason == null && asset == null && gateway == null && since == null;
  }

  boolean hasIds() {
    return !ids.isEmpty();
  }

  /** As the API's body has it. */
  ObjectNode body() {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    if (!ids.isEmpty()) {
      ArrayNode list = body.putArray("ids");
      ids.forEach(list::add);
    }
    body.put("reason", reason).put("asset", asset).put("gateway", gateway);
    Instant from = since();
    return body.put("since", from == null ? null : from.toString());
  }

  private @Nullable Instant since() {
    if (since == null) {
      return null;
    }
    Matcher span = SPAN.matcher(since);
    if (span.matches()) {
      long number = Long.parseLong(span.group(1));
      Duration back =
          switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      return Instant.now().minus(back);
    }
    try {
      return OffsetDateTime.parse(since).toInstant();
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "--since must be a time such as 2026-11-23T01:02:03Z, or 90m, 12h or 7d");
    }
  }
}
