package io.millwright.ingest.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code millwright plans explain}: why a rule raised an order, and why it has not (yet). */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a running Millwright why a plan or condition raised its newest order on an asset, and"
          + " why it has raised none yet.",
      "Exit code 0: answered; 1: refused or no answer."
    },
    footer = {"", "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set."})
public final class PlansExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final ApiAccess api;

  @Option(names = "--asset", required = true, paramLabel = "TAG", description = "The asset.")
  private String asset = "";

  @Option(
      names = {"--plan", "--rule"},
      required = true,
      paramLabel = "ID",
      description = "The id of a plan or condition.")
  private String rule = "";

  @Option(names = "--json", description = "Print the API's answer as it is.")
  private boolean json;

  /** For picocli. */
  public PlansExplainCommand() {
    this(new ApiAccess());
  }

  PlansExplainCommand(ApiAccess api) {
    this.api = api;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonNode answer =
          api.get("/v1/assets/" + encoded(asset) + "/rules/" + encoded(rule) + "/explanation");
      if (json) {
        out.println(answer.toPrettyString());
      } else {
        print(answer, out);
      }
      out.flush();
      return 0;
    } catch (ApiAccess.Refused | ApiClient.Unreachable e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private static void print(JsonNode answer, PrintWriter out) {
    out.println(
        answer.path("title").asString()
            + " ("
            + answer.path("rule").asString()
            + ") on "
            + answer.path("asset").asString()
            + ": "
            + answer.path("standing").asString().replace('_', ' '));
    list("why:", answer.path("why"), out);
    list(
        answer.path("standing").asString().equals("open") ? "why no other:" : "why not yet:",
        answer.path("why_not"),
        out);
  }

  private static void list(String title, JsonNode sentences, PrintWriter out) {
    if (!sentences.isEmpty()) {
      out.println(title);
      sentences.forEach(sentence -> out.println("  " + sentence.asString()));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
