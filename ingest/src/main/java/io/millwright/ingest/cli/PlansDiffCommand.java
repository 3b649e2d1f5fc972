package io.millwright.ingest.cli;

import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plandiff.PlanDiff;
import io.millwright.rules.plandiff.PlanDocument;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millwright plans diff}: what a change of plans would change, before it is made. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Say which rules a new plan file adds, removes and changes, for which assets, and what"
          + " becomes of their state.",
      "Exit code 0: nothing differs; 1: something does; 2: a file cannot be used, or no answer."
    },
    footer = {"", "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set."})
public final class PlansDiffCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;
  private static final String ACTIVE = "active";

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A plan file; or the word 'active': the one of the service at --url.")
  private String former = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The plan file that is to follow.")
  private Path wanted = Path.of("");

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Look at the assets of this registry file (YAML, JSON or CSV).")
  private @Nullable Path registry;

  @Option(
      names = {"--url", "--api"},
      paramLabel = "URL",
      description = "Look at the assets of the Millwright that answers here.")
  private @Nullable URI url;

  /** For picocli. */
  public PlansDiffCommand() {
    this(System.getenv());
  }

  PlansDiffCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    if (former.equals(ACTIVE) && url == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "'active' needs --url: which Millwright's plans?");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      Optional<PlanDocument> before =
          former.equals(ACTIVE)
              ? Optional.of(active())
              : PlanFiles.read(Path.of(former), out, PlanDocument::read);
      Optional<PlanDocument> after = PlanFiles.read(wanted, out, PlanDocument::read);
      if (before.isEmpty() || after.isEmpty()) {
        return UNUSABLE;
      }
      boolean looked = registry != null || url != null;
      PlanDiff diff = PlanDiff.between(before.get(), after.get(), assets());
      new DiffListing(out, looked).print(diff);
      return diff.changes().isEmpty() ? 0 : 1;
    } catch (InvalidRegistry e) {
      e.errors().forEach(error -> out.println(error));
    } catch (PlanException e) {
      for (PlanProblem problem : e.problems()) {
        out.println(problem.in(ACTIVE));
      }
    } catch (ApiAccess.Refused | ApiClient.Unreachable | IOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println(e.getMessage());
    } finally {
      out.flush();
    }
    return UNUSABLE;
  }

  private PlanDocument active() throws ApiClient.Unreachable, ApiAccess.Refused, PlanException {
    return PlanDocument.read(ApiAccess.body(client().get("/v1/plans")).path("source").asString());
  }

  private List<Asset> assets()
      throws IOException, InvalidRegistry, ApiClient.Unreachable, ApiAccess.Refused {
    if (registry != null) {
      return DiffAssets.ofFile(registry, environment);
    }
    return url == null ? List.of() : DiffAssets.ofService(client());
  }

  private ApiClient client() {
    return new ApiClient(
        url == null ? URI.create("") : url, environment.get("MILLWRIGHT_API_TOKEN"));
  }
}
