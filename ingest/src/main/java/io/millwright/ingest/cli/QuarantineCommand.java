package io.millwright.ingest.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code millwright quarantine}: what a running Millwright did not take.
 *
 * <p>Exit codes: 0 done, 1 refused or no answer, 2 wrong usage.
 */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = "List, show, replay and drop what a running service did not take.",
    footer = {"", "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set."})
public final class QuarantineCommand implements Runnable {
  private static final int DETAIL_WIDTH = 70;
  private static final int REPLAY_PAGE = 1000;

  @Mixin private final ApiAccess access;
  @Spec private CommandSpec spec;

  /** For picocli. */
  public QuarantineCommand() {
    this(new ApiAccess());
  }

  QuarantineCommand(ApiAccess access) {
    this.access = access;
  }

  /** Prints the usage: a subcommand is required. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** What a subcommand does with the service. */
  private interface Asking {
    int ask(PrintWriter out) throws ApiAccess.Refused, ApiClient.Unreachable;
  }

  private int asking(Asking asking) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      return asking.ask(out);
    } catch (ApiAccess.Refused | ApiClient.Unreachable e) {
      spec.commandLine().getErr().println("millwright quarantine: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List entries.")
  int list(
      @Mixin EntryOptions entries,
      @Option(names = "--all", description = "Those that were replayed, too.") boolean all,
      @Option(names = "--limit", defaultValue = "50", description = "How many, at most 500.")
          int limit,
      @Option(names = "--after", defaultValue = "0", description = "From after this id on.")
          long after,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    return asking(
        out -> {
          StringBuilder query = new StringBuilder("/v1/quarantine?limit=" + limit);
          query.append("&after=").append(after).append("&open=").append(!all);
          for (Map.Entry<String, JsonNode> field : entries.body().properties()) {
            if (field.getValue().isString()) {
              query.append('&').append(field.getKey()).append('=');
              query.append(
                  URLEncoder.encode(field.getValue().stringValue(), StandardCharsets.UTF_8));
            }
          }
          JsonNode page = access.get(query.toString());
          if (json) {
            out.println(page.toPrettyString());
          } else {
            table(page, out);
          }
          return 0;
        });
  }

  private static void table(JsonNode page, PrintWriter out) {
    TextTable table =
        new TextTable(
            "ID", "FIRST REFUSED", "REASON", "GATEWAY", "ASSET", "METER", "SEEN", "DETAIL");
    for (JsonNode item : page.path("items")) {
      String detail = item.path("detail").asString("");
      table.add(
          List.of(
              item.path("id").asString(),
              item.path("received_at").asString("").replaceFirst("\\.\\d+", ""),
              item.path("reason").asString(""),
              item.path("gateway").asString(""),
              item.path("asset").asString("-"),
              item.path("meter").asString("-"),
              item.path("seen").asString(),
              detail.length() > DETAIL_WIDTH ? detail.substring(0, DETAIL_WIDTH) + "..." : detail));
    }
    table.print(out);
    if (page.path("items").isEmpty()) {
      out.println("Nothing is in quarantine that this asks for.");
    }
    if (page.path("next_after").isNumber()) {
      out.println("There is more: --after " + page.path("next_after"));
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show an entry with its payload.")
  int show(
      @Parameters(paramLabel = "ID", description = "The entry's id.") long id,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    return asking(
        out -> {
          JsonNode entry = access.get("/v1/quarantine/" + id);
          if (json) {
            out.println(entry.toPrettyString());
            return 0;
          }
          for (Map.Entry<String, JsonNode> field : entry.properties()) {
            if (!field.getKey().startsWith("payload") && !field.getValue().isNull()) {
              out.printf("%-12s %s%n", field.getKey(), field.getValue().asString());
            }
          }
          out.println();
          payload(entry, out);
          return 0;
        });
  }

  private static void payload(JsonNode entry, PrintWriter out) {
    if (entry.has("payload")) {
      // Whoever sent it may have meant to move the cursor of whoever reads it.
      out.println(entry.path("payload").asString().replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\ufffd"));
    } else {
      HexDump.print(Base64.getDecoder().decode(entry.path("payload_base64").asString("")), out);
    }
    if (!entry.path("whole").asBoolean(true)) {
      out.println("(only this much of " + entry.path("size") + " bytes was kept)");
    }
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description =
          "Feed open entries through the pipeline again, after what was wrong is put right.")
  int replay(@Mixin EntryOptions entries) {
    refuseAll(entries);
    return asking(
        out -> {
          ObjectNode body = entries.body();
          body.put("limit", REPLAY_PAGE);
          long replayed = 0;
          long again = 0;
          long partial = 0;
          long unsettled = 0;
          Map<String, Long> reasons = new TreeMap<>();
          @Nullable JsonNode next = null;
          do {
            JsonNode report = access.post("/v1/quarantine/replay", body);
            replayed += report.path("replayed").asLong(0);
            again += report.path("quarantined_again").asLong(0);
            partial += report.path("partial").asLong(0);
            unsettled += report.path("unsettled").asLong(0);
            report
                .path("reasons")
                .properties()
                .forEach(r -> reasons.merge(r.getKey(), r.getValue().asLong(0), Long::sum));
            next = report.path("next_after");
            body.set("after", next);
          } while (next.isNumber() && unsettled == 0);
          out.println(
              replayed
                  + " taken, "
                  + again
                  + " refused again"
                  + (reasons.isEmpty() ? "" : " " + reasons));
          if (partial > 0) {
            out.println(partial + " cannot be replayed: only the beginning of them was kept");
          }
          if (unsettled > 0) {
            out.println(
                unsettled + " were not settled in time: ask again when the service has caught up");
          }
          return again + unsettled == 0 ? 0 : 1;
        });
  }

  @Command(
      name = "drop",
      mixinStandardHelpOptions = true,
      description = "Delete entries for good, replayed ones too. It is recorded who did.")
  int drop(
      @Mixin EntryOptions entries,
      @Option(names = "--yes", description = "Needed unless the entries are named by their ids.")
          boolean yes,
      @Option(
              names = "--by",
              paramLabel = "NAME",
              defaultValue = "${sys:user.name}",
              description = "Who deletes them; default: ${DEFAULT-VALUE}.")
          String by) {
    refuseAll(entries);
    if (!yes && !entries.hasIds()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "What is dropped is gone: say --yes, or name entries by their ids");
    }
    return asking(
        out -> {
          JsonNode answer = access.post("/v1/quarantine/drop", entries.body().put("by", by));
          out.println(
              answer.path("dropped") + " dropped (" + answer.path("bytes") + " bytes of payload)");
          return 0;
        });
  }

  private void refuseAll(EntryOptions entries) {
    if (entries.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Say which entries: ids, --reason, --asset, --gateway or --since (such as 36500d for"
              + " all)");
    }
  }
}
