package io.millwright.ingest.cli;

import io.millwright.rules.planfile.PlanReader;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code millwright plans activate}: gives a running service other plans, without a restart. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = {
      "Make a plan file the active one of a running Millwright.",
      "Rules that keep their id keep their state.",
      "Exit code 0: active; 1: refused, nothing changed or no answer."
    },
    footer = {"", "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set."})
public final class PlansActivateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private final ApiAccess api;

  @Parameters(paramLabel = "FILE", description = "The plan file (YAML).")
  private Path file = Path.of("");

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who changes the plans, for the history; default: ${DEFAULT-VALUE}.")
  private String by = "";

  /** For picocli. */
  public PlansActivateCommand() {
    this(new ApiAccess());
  }

  PlansActivateCommand(ApiAccess api) {
    this.api = api;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    // Read here first: complaints name the file as the caller does.
    Optional<String> yaml =
        PlanFiles.read(
            file,
            out,
            text -> {
              PlanReader.read(text);
              return text;
            });
    if (yaml.isEmpty()) {
      return 1;
    }
    try {
      String query = "?by=" + encoded(by) + "&file=" + encoded(file.toString());
      print(api.putYaml("/v1/plans" + query, yaml.get()), out);
      return 0;
    } catch (ApiAccess.Refused | ApiClient.Unreachable e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static void print(JsonNode answer, PrintWriter out) {
    int version = answer.path("version").asInt();
    if (!answer.path("changed").asBoolean()) {
      out.println("Plan file " + version + " says the same and is active already.");
      return;
    }
    out.printf("Plan file %d is active on %d assets.%n", version, answer.path("assets").asInt());
    int unbound = answer.path("unbound_total").asInt();
    if (unbound > 0) {
      out.println(unbound + " times a rule cannot be evaluated on an asset it is meant for:");
      answer.path("unbound").forEach(reason -> out.println("  " + reason.asString()));
      if (unbound > answer.path("unbound").size()) {
        out.println("  ... and more like these");
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
