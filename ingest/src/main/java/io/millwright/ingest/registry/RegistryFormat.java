package io.millwright.ingest.registry;

import java.util.Locale;

/** The notations of a registry document. */
public enum RegistryFormat {
  /** {@code application/json}, {@code .json}. */
  JSON,
  /** {@code application/yaml}, {@code .yaml} or {@code .yml}. */
  YAML,
  /** {@code text/csv}, {@code .csv}: assets only. */
  CSV;

  /**
   * Tells the format by a file's name.
   *
   * @param name the name, with or without folders
   * @return its format
   * @throws IllegalArgumentException when the ending is none of ours
   */
  public static RegistryFormat ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json")) {
      return JSON;
    }
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return YAML;
    }
    if (lower.endsWith(".csv")) {
      return CSV;
    }
    throw new IllegalArgumentException(
        "'" + name + "' is not a registry file: its name must end in .yaml, .yml, .json or .csv");
  }

  /**
   * Tells the format by a media type.
   *
   * @param type a {@code Content-Type}; parameters are ignored
   * @return its format
   * @throws IllegalArgumentException when it is none of ours
   */
  public static RegistryFormat ofContentType(String type) {
    String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (essence) {
      case "application/json" -> JSON;
      case "application/yaml", "application/x-yaml", "text/yaml" -> YAML;
      case "text/csv" -> CSV;
      default ->
          throw new IllegalArgumentException(
              "Content-Type '"
                  + type
                  + "' is not supported: send application/json, application/yaml or text/csv");
    };
  }
}
