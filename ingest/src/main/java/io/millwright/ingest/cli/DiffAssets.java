package io.millwright.ingest.cli;

import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.ingest.registry.RegistryFormat;
import io.millwright.ingest.registry.RegistryReader;
import io.millwright.rules.model.Asset;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The assets that a change of plans is looked at on. */
final class DiffAssets {
  private DiffAssets() {}

  /** Those of a registry file, by its name's ending. */
  static List<Asset> ofFile(Path file, Map<String, String> environment)
      throws IOException, InvalidRegistry {
    RegistryFormat format = RegistryFormat.ofFileName(file.toString());
    return new RegistryReader(environment)
        .read(file.toString(), format, Files.readAllBytes(file))
        .assets();
  }

  /** Those of a running service. */
  static List<Asset> ofService(ApiClient client)
      throws ApiClient.Unreachable, ApiAccess.Refused, InvalidRegistry {
    List<Asset> assets = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          ApiAccess.body(
              client.get(
                  "/v1/assets?limit=1000&after="
                      + URLEncoder.encode(after, StandardCharsets.UTF_8)));
      assets.addAll(ofPage(page));
      after = page.path("next_after").asString("");
    } while (!after.isEmpty());
    return assets;
  }

  /** The API shows assets in the notation of a registry document, with their gateways. */
  private static List<Asset> ofPage(JsonNode page) throws InvalidRegistry {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    var list = document.putArray("assets");
    for (JsonNode item : page.path("items")) {
      ((ObjectNode) item).remove("gateways");
      list.add(item);
    }
    return new RegistryReader(Map.of())
        .read(
            "assets.json",
            RegistryFormat.JSON,
            document.toString().getBytes(StandardCharsets.UTF_8))
        .assets();
  }
}
