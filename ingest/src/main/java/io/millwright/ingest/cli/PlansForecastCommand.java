package io.millwright.ingest.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code millwright plans forecast}: when plans will be due, or which parts that takes. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a running Millwright when plans will be due, soonest first, or which parts they take.",
      "Exit code 0: answered; 1: refused or no answer."
    },
    footer = {"", "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set."})
public final class PlansForecastCommand implements Callable<Integer> {
  private static final int DEFAULT_DAYS = 90;

  @Spec private CommandSpec spec;

  @Mixin private final ApiAccess api;

  @Option(names = "--asset", paramLabel = "TAG", description = "Only this asset, with all plans.")
  private @Nullable String asset;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How far to look ahead, 1 to 730; 90 if left out.")
  private @Nullable Integer days;

  @Option(names = "--parts", description = "The parts that open and expected orders take.")
  private boolean parts;

  /** For picocli. */
  public PlansForecastCommand() {
    this(new ApiAccess());
  }

  PlansForecastCommand(ApiAccess api) {
    this.api = api;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (parts) {
        parts(out);
      } else {
        dates(out);
      }
      out.flush();
      return 0;
    } catch (ApiAccess.Refused | ApiClient.Unreachable e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private int days() {
    return days == null ? DEFAULT_DAYS : days;
  }

  private void dates(PrintWriter out) throws ApiAccess.Refused, ApiClient.Unreachable {
    List<JsonNode> items = new ArrayList<>();
    String after = "";
    JsonNode page;
    do {
      page =
          api.get(
              asset == null
                  ? "/v1/forecast?limit=1000&days=" + days() + after
                  : "/v1/assets/" + encoded(asset).replace("+", "%20") + "/forecast");
      page.path("items").forEach(items::add);
      after = "&after=" + encoded(page.path("next_after").asString(""));
    } while (!page.path("next_after").isNull());
    if (page.path("at").isNull()) {
      out.println("No forecast was made yet: ask again in a minute");
      return;
    }
    items.sort(Comparator.comparing(PlansForecastCommand::soonest));
    TextTable table = new TextTable("ASSET", "PLAN", "DUE", "EARLY", "LATE", "TO GO", "A DAY", "");
    items.forEach(item -> table.add(row(item)));
    table.print(out);
    if (items.isEmpty()) {
      out.println("Nothing may be due in " + days() + " days");
    }
    items.stream()
        .filter(item -> item.path("kind").asString().equals("unknown"))
        .forEach(
            item ->
                out.println(
                    "unknown: "
                        + item.path("asset").asString()
                        + " "
                        + item.path("plan").asString()
                        + ": "
                        + item.path("notes").asString()));
    out.println("As of " + page.path("at").asString());
  }

  /** What is not known is last. */
  private static String soonest(JsonNode item) {
    JsonNode due = item.path("due");
    return due.path("likely").asString(due.path("late").asString("~"));
  }

  private static List<String> row(JsonNode item) {
    JsonNode usage = item.path("usage");
    JsonNode due = item.path("due");
    return List.of(
        item.path("asset").asString(),
        item.path("plan").asString(),
        day(due.path("likely")),
        day(due.path("early")),
        day(due.path("late")),
        usage.isNull() ? "-" : number(usage.path("to_go")) + " " + usage.path("unit").asString(),
        number(usage.path("per_day")),
        remark(item));
  }

  private static String remark(JsonNode item) {
    String kind = item.path("kind").asString();
    return (kind.equals("expected") ? "" : kind)
        + (item.path("stale").asBoolean() ? " stale, read " + day(item.path("read_at")) : "");
  }

  private static String day(JsonNode time) {
    String text = time.asString("");
    return text.length() < 10 ? "-" : text.substring(0, 10);
  }

  private static String number(JsonNode number) {
    return number.isNumber() ? String.valueOf(Math.round(number.asDouble() * 10) / 10.0) : "-";
  }

  private void parts(PrintWriter out) throws ApiAccess.Refused, ApiClient.Unreachable {
    String only = asset == null ? "" : "&asset=" + encoded(Objects.requireNonNull(asset));
    JsonNode demand = api.get("/v1/forecast/parts?days=" + days() + only);
    TextTable table = new TextTable("PART", "OPEN", "LOW", "LIKELY", "HIGH");
    for (JsonNode part : demand.path("parts")) {
      table.add(
          List.of(
              part.path("part").asString(),
              number(part.path("open")),
              number(part.path("low")),
              number(part.path("likely")),
              number(part.path("high"))));
    }
    table.print(out);
    for (JsonNode missing : demand.path("not_counted")) {
      out.println(
          "not counted: "
              + missing.path("asset").asString()
              + " "
              + missing.path("plan").asString()
              + ": "
              + missing.path("why").asString());
    }
    out.println("For " + days() + " days from " + demand.path("at").asString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
