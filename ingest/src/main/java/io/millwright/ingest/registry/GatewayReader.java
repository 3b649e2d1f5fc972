package io.millwright.ingest.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes gateways of one document's nodes. */
final class GatewayReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "password",
          "password_hash",
          "enabled",
          "assets",
          "certificate",
          "max_connections",
          "max_messages_per_second",
          "max_bytes_per_second");
  private static final List<String> BODY_KEYS = KEYS.subList(1, KEYS.size());

  /** A level of an MQTT topic, so neither {@code /} nor a wildcard. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  /** The name under which the HTTP API itself publishes, for any asset. */
  private static final String RESERVED_ID = "api";

  private static final int MAX_PASSWORD = 1000;

  private final Map<String, String> environment;
  private final Findings findings;
  private final Map<String, Position> ids = new HashMap<>();

  GatewayReader(Map<String, String> environment, Findings findings) {
    this.environment = environment;
    this.findings = findings;
  }

  /** Returns a document's gateway, or null when it has findings that leave nothing to build. */
  @Nullable GatewaySpec read(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      findings.add(node.at(), "a gateway must be an object, not " + node.what());
      return null;
    }
    Fields fields = new Fields(mapping, "a gateway", KEYS, findings);
    String id = fields.required("id");
    if (id == null) {
      return null;
    }
    Position earlier = ids.putIfAbsent(id, fields.at("id"));
    if (earlier != null) {
      findings.add(
          fields.at("id"), "gateway '" + id + "' is already given at line " + earlier.line());
    }
    return spec(id, fields.at("id"), fields);
  }

  /** The same for a body that has no id, because the address has it. */
  @Nullable GatewaySpec readBody(String id, Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      findings.add(node.at(), "a gateway must be an object, not " + node.what());
      return null;
    }
    return spec(id, node.at(), new Fields(mapping, "a gateway", BODY_KEYS, findings));
  }

  private GatewaySpec spec(String id, Position idAt, Fields fields) {
    if (!ID.matcher(id).matches()) {
      findings.add(
          idAt,
          "'id' must be 1 to 128 letters, digits and . _ : - and start with a letter or digit");
    } else if (id.equals(RESERVED_ID)) {
      findings.add(idAt, "the name 'api' is reserved for the HTTP API: choose another");
    }
    String password = secret(fields, "password");
    String hash = secret(fields, "password_hash");
    if (password != null && hash != null) {
      findings.add(fields.at("password_hash"), "give either 'password' or 'password_hash'");
    }
    return new GatewaySpec(
        id,
        password,
        hash,
        fields.flag("enabled"),
        assets(fields),
        certificate(fields),
        new GatewayLimits(
            limit(fields, "max_connections"),
            limit(fields, "max_messages_per_second"),
            limit(fields, "max_bytes_per_second")));
  }

  private @Nullable String certificate(Fields fields) {
    String text = fields.text("certificate");
    if (text == null || text.isEmpty()) {
      return text;
    }
    String name = CertificateName.normalise(text);
    if (name == null) {
      findings.add(
          fields.at("certificate"), "'certificate' must be one of " + CertificateName.FORMS);
    }
    return name;
  }

  private @Nullable Integer limit(Fields fields, String key) {
    Double value = fields.number(key);
    if (value == null) {
      return null;
    }
    if (value < 0 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      findings.add(
          fields.at(key),
          "'" + key + "' must be a whole number from 1 on, or 0 for the service's own limit");
      return null;
    }
    return value.intValue();
  }

  private @Nullable List<String> assets(Fields fields) {
    List<Node> nodes = fields.list("assets");
    if (nodes == null) {
      return null;
    }
    List<String> tags = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Node node : nodes) {
      if (!(node instanceof Node.Text text) || !Fields.isLabel(text.value())) {
        boolean quotable = node instanceof Node.Num;
        findings.add(
            node.at(), "the tag of an asset is expected" + (quotable ? ": put it in quotes" : ""));
      } else if (seen.add(text.value())) {
        tags.add(text.value());
      }
    }
    return tags;
  }

  private @Nullable String secret(Fields fields, String key) {
    String written = fields.text(key);
    if (written == null) {
      return null;
    }
    Matcher variable = VARIABLE.matcher(written);
    String value =
        variable.replaceAll(
            found -> {
              String content = environment.get(found.group(1));
              if (content == null) {
                findings.add(
                    fields.at(key),
                    "the environment variable '"
                        + found.group(1)
                        + "' is not set: export it where the file is read, then import again");
              }
              return Matcher.quoteReplacement(content == null ? "?" : content);
            });
    if (value.isEmpty() || value.length() > MAX_PASSWORD || value.indexOf('\0') >= 0) {
      findings.add(
          fields.at(key), "'" + key + "' must be 1 to " + MAX_PASSWORD + " characters, none NUL");
      return null;
    }
    return value;
  }
}
