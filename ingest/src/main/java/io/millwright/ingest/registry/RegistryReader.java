package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads registry documents ({@code docs/contracts.md} section 4) and reports everything that is
 * wrong with one at once. Immutable; any thread.
 */
public final class RegistryReader {
  /** The longest document, in bytes. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  private static final List<String> KEYS = List.of("assets", "gateways");

  private final Map<String, String> environment;

  /**
   * Makes a reader.
   *
   * @param environment what {@code ${NAME}} in a gateway's password stands for; empty where the
   *     document comes from somebody else's machine
   */
  public RegistryReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads a document: one asset, a list of assets, or an object with {@code assets} and {@code
   * gateways}.
   *
   * @param source its name in errors
   * @param format its notation
   * @param content UTF-8, with or without a byte order mark, up to {@link #MAX_BYTES}
   * @return what it says
   * @throws InvalidRegistry with all errors
   */
  public RegistryImport read(String source, RegistryFormat format, byte[] content)
      throws InvalidRegistry {
    Findings findings = new Findings(source);
    Node root = root(format, content, findings);
    AssetReader assetReader = new AssetReader(findings);
    List<Asset> assets = new ArrayList<>();
    List<GatewaySpec> gateways = new ArrayList<>();
    if (root instanceof Node.Mapping document && isDocument(document)) {
      Fields fields = new Fields(document, "a registry document", KEYS, findings);
      for (Node node : orEmpty(fields.list("assets"))) {
        addIfPresent(assets, assetReader.read(node));
      }
      GatewayReader gatewayReader = new GatewayReader(environment, findings);
      for (Node node : orEmpty(fields.list("gateways"))) {
        addIfPresent(gateways, gatewayReader.read(node));
      }
    } else if (root instanceof Node.Sequence list) {
      for (Node node : list.items()) {
        addIfPresent(assets, assetReader.read(node));
      }
    } else {
      addIfPresent(assets, assetReader.read(root));
    }
    findings.throwIfAny();
    return new RegistryImport(assets, gateways);
  }

  /**
   * Reads one gateway without its id.
   *
   * @param id the id, from the address
   * @param json the body: {@code password} or {@code password_hash}, {@code assets}, {@code
   *     enabled}, all optional
   * @return what it says
   * @throws InvalidRegistry with all errors
   */
  public GatewaySpec readGateway(String id, byte[] json) throws InvalidRegistry {
    Findings findings = new Findings("body");
    Node root = root(RegistryFormat.JSON, json, findings);
    GatewaySpec spec = new GatewayReader(environment, findings).readBody(id, root);
    findings.throwIfAny();
    if (spec == null) {
      throw new IllegalStateException("A gateway that cannot be read has findings");
    }
    return spec;
  }

  /** Anything but an asset, so that a misspelt {@code assets} is told as one. */
  private static boolean isDocument(Node.Mapping mapping) {
    Set<String> keys = mapping.entries().keySet();
    return KEYS.stream().anyMatch(keys::contains)
        || (!keys.isEmpty() && AssetReader.KEYS.stream().noneMatch(keys::contains));
  }

  private static Node root(RegistryFormat format, byte[] content, Findings findings)
      throws InvalidRegistry {
    String text = text(content, findings);
    Node root = null;
    try {
      root =
          format == RegistryFormat.CSV
              ? new CsvNodes(findings).read(text)
              : NodeReader.read(format, text, findings);
      if (root == null) {
        findings.add(Position.START, "the document is empty: give at least one asset");
      }
    } catch (JacksonException syntax) {
      addSyntaxError(syntax, findings);
    }
    if (root == null) {
      findings.throwIfAny();
      throw new IllegalStateException("A document without content has findings");
    }
    return root;
  }

  private static String text(byte[] content, Findings findings) throws InvalidRegistry {
    if (content.length > MAX_BYTES) {
      findings.add(Position.START, "the document is larger than 10 MiB: split it");
      findings.throwIfAny();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException otherEncoding) {
      findings.add(Position.START, "the document is not UTF-8: save it as UTF-8");
      findings.throwIfAny();
      return "";
    }
  }

  private static void addSyntaxError(JacksonException syntax, Findings findings) {
    if (syntax.getCause() instanceof MarkedYamlEngineException yaml) {
      Mark mark = yaml.getProblemMark().orElse(null);
      Position at =
          mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
      findings.add(at, yaml.getProblem());
      return;
    }
    TokenStreamLocation location = syntax.getLocation();
    Position at =
        location == null
            ? Position.START
            : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    findings.add(at, syntax.getOriginalMessage());
  }

  private static List<Node> orEmpty(@Nullable List<Node> nodes) {
    return nodes == null ? List.of() : nodes;
  }

  private static <T> void addIfPresent(List<T> target, @Nullable T item) {
    if (item != null) {
      target.add(item);
    }
  }
}
