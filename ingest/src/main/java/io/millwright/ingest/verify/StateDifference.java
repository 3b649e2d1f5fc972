package io.millwright.ingest.verify;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.state.AssetState;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says where two states differ first. */
final class StateDifference {
  private StateDifference() {}

  /** In words; of states that are not equal. */
  static String words(AssetState saved, AssetState folded) {
    JsonMapper json = JsonMapper.shared();
    String found =
        first(
            "",
            json.readTree(AssetStateJson.toJson(saved)),
            json.readTree(AssetStateJson.toJson(folded)));
    return found == null ? "differs from the log's fold in a way that JSON does not show" : found;
  }

  private static @Nullable String first(
      String path, @Nullable JsonNode saved, @Nullable JsonNode folded) {
    if (saved == null || folded == null || !saved.isContainer() || !folded.isContainer()) {
      return String.valueOf(saved).equals(String.valueOf(folded))
          ? null
          : "has " + path + " = " + text(saved) + ", but the log folds to " + text(folded);
    }
    Set<String> names = new TreeSet<>(saved.propertyNames());
    names.addAll(folded.propertyNames());
    for (String name : names) {
      String found = first(below(path, name), saved.get(name), folded.get(name));
      if (found != null) {
        return found;
      }
    }
    for (int i = 0; names.isEmpty() && i < Math.max(saved.size(), folded.size()); i++) {
      String found = first(path + "[" + i + "]", saved.get(i), folded.get(i));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String text(@Nullable JsonNode node) {
    return node == null ? "nothing" : node.toString();
  }
}
