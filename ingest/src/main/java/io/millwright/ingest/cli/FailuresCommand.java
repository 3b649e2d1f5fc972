package io.millwright.ingest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code millwright failures}: tells a running Millwright which failures there were.
 *
 * <p>Exit codes: 0 done, 1 refused or no answer, 2 wrong usage.
 */
@Command(
    name = "failures",
    description = "Record failures that happened, for back-tests and reliability figures.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "import",
    footer = {"", "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set."})
public final class FailuresCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public FailuresCommand() {
    this(System.getenv());
  }

  FailuresCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Prints the usage: a subcommand is required. */
  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "import",
      description = {
        "Record what a CSV file says: all of it or nothing; repeating is harmless.",
        "Columns: asset,time,mode and, if known, mechanism,cause,detection,restored,note."
      },
      mixinStandardHelpOptions = true)
  int importFile(
      @Parameters(paramLabel = "FILE", description = "A CSV file.") Path file,
      @Option(
              names = "--api",
              paramLabel = "URL",
              defaultValue = "http://127.0.0.1:8080",
              description = "Where Millwright's API is; default: ${DEFAULT-VALUE}.")
          URI api) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      ApiClient client = new ApiClient(api, environment.get("MILLWRIGHT_API_TOKEN"));
      ApiClient.Answer answer = client.post("/v1/failures", "text/csv", Files.readString(file));
      JsonNode body = answer.body();
      if (answer.status() == 200 && body != null) {
        out.printf(
            "Failures: %d created, %d updated, %d unchanged%n",
            body.path("created").asInt(),
            body.path("updated").asInt(),
            body.path("unchanged").asInt());
        out.flush();
        return 0;
      }
      if (body == null || body.path("title").isMissingNode()) {
        err.println("The API answered " + answer.status() + ": is --api a Millwright?");
      } else {
        body.path("errors")
            .forEach(
                error ->
                    err.println(
                        error.path("message").asString().replaceFirst("^body:", file + ":")));
        err.println(body.path("title").asString() + ". " + body.path("detail").asString());
      }
    } catch (NoSuchFileException e) {
      err.println("There is no file " + file);
    } catch (IOException e) {
      err.println(file + " cannot be read: " + e.getMessage());
    } catch (ApiClient.Unreachable e) {
      err.println(e.getMessage());
    }
    return 1;
  }
}
