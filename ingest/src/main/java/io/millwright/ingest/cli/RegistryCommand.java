package io.millwright.ingest.cli;

import io.millwright.ingest.registry.GatewayToken;
import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.ingest.registry.RegistryFormat;
import io.millwright.ingest.registry.RegistryImport;
import io.millwright.ingest.registry.RegistryJson;
import io.millwright.ingest.registry.RegistryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code millwright registry}: tells a running Millwright which assets and gateways there are.
 *
 * <p>Exit codes: 0 done, 1 refused or no answer, 2 wrong usage.
 */
@Command(
    name = "registry",
    description = "Import and list assets, meters and gateways; make gateways' tokens.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(import | list | token)",
    footer = {"", "MILLWRIGHT_API_TOKEN is sent as the bearer token when it is set."})
public final class RegistryCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      scope = ScopeType.INHERIT,
      description = "Where Millwright's API is; default: ${DEFAULT-VALUE}.")
  private URI api;

  /** For picocli. */
  public RegistryCommand() {
    this(System.getenv());
  }

  /**
   * Makes the command.
   *
   * @param environment holds the API's token and what a file's {@code ${NAME}} stands for
   */
  RegistryCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Prints the usage: a subcommand is required. */
  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "import",
      description =
          "Create and update what a file says. Nothing is deleted; repeating is harmless.",
      mixinStandardHelpOptions = true)
  int importFile(
      @Parameters(paramLabel = "FILE", description = "A .yaml, .yml, .json or .csv file.")
          Path file) {
    try {
      // Read here and not by the server: the passwords' variables are in this environment.
      RegistryFormat format = RegistryFormat.ofFileName(file.toString());
      RegistryImport document =
          new RegistryReader(environment).read(file.toString(), format, read(file));
      JsonNode body = JsonMapper.shared().valueToTree(RegistryJson.document(document));
      ApiClient.Answer answer = client().post("/v1/assets", body);
      JsonNode counts = answer.body();
      if (answer.status() != 200 || counts == null) {
        return refused(answer);
      }
      out().println("Assets:   " + counts(counts.path("assets")));
      out().println("Gateways: " + counts(counts.path("gateways")));
      return 0;
    } catch (InvalidRegistry e) {
      e.errors().forEach(err()::println);
      err().println("Nothing was imported.");
      return 1;
    } catch (IllegalArgumentException | IOException | ApiClient.Unreachable e) {
      err().println(e.getMessage());
      return 1;
    }
  }

  @Command(name = "list", description = "List the assets.", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--class", paramLabel = "CLASS", description = "Only this class.")
          @Nullable String assetClass,
      @Option(names = "--site", paramLabel = "SITE", description = "Only this site.")
          @Nullable String site) {
    String filter = parameter("class", assetClass) + parameter("site", site);
    AssetListing listing = new AssetListing(out());
    try {
      String after = null;
      do {
        ApiClient.Answer answer =
            client().get("/v1/assets?limit=1000" + filter + parameter("after", after));
        JsonNode page = answer.body();
        if (answer.status() != 200 || page == null) {
          return refused(answer);
        }
        page.path("items").forEach(listing::add);
        after = page.path("next_after").asString(null);
      } while (after != null);
      listing.print();
      return 0;
    } catch (ApiClient.Unreachable e) {
      err().println(e.getMessage());
      return 1;
    }
  }

  @Command(
      name = "token",
      description =
          "Print a new password for a gateway: 256 random bits, which are verified without the cost"
              + " of hashing. Nothing is stored: give it in the registry as any password.",
      mixinStandardHelpOptions = true)
  int token() {
    out().println(GatewayToken.make(new SecureRandom()));
    return 0;
  }

  private static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("There is no file " + file);
    }
    if (Files.size(file) > RegistryReader.MAX_BYTES) {
      throw new IOException(file + " is larger than 10 MiB: split it");
    }
    return Files.readAllBytes(file);
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String counts(JsonNode counts) {
    return String.format(
        "%d created, %d updated, %d unchanged",
        counts.path("created").asInt(),
        counts.path("updated").asInt(),
        counts.path("unchanged").asInt());
  }

  private int refused(ApiClient.Answer answer) {
    JsonNode problem = answer.body();
    if (problem == null || problem.path("title").isMissingNode()) {
      err().println("The API answered " + answer.status() + ": is --api a Millwright?");
      return 1;
    }
    problem.path("errors").forEach(error -> err().println(error.path("message").asString()));
    err().println(problem.path("title").asString() + ". " + problem.path("detail").asString());
    return 1;
  }

  private ApiClient client() {
    return new ApiClient(api, environment.get("MILLWRIGHT_API_TOKEN"));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
