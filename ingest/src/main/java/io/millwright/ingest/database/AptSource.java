package io.millwright.ingest.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One enabled source of binary packages in the host's apt configuration (see sources.list(5)).
 *
 * @param uri the first URI; may hold a password, so it is never printed
 * @param signedBy the keyring file, or empty when apt's defaults or an inline key apply
 */
record AptSource(String uri, List<String> suites, List<String> components, String signedBy) {

  /** All sources under the folder, usually {@code /etc/apt}, in apt's own order. */
  static List<AptSource> readAll(Path etcApt) throws IOException {
    List<AptSource> all = new ArrayList<>();
    Path main = etcApt.resolve("sources.list");
    if (Files.isReadable(main)) {
      all.addAll(oneLineFormat(Files.readString(main)));
    }
    Path parts = etcApt.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (Stream<Path> files = Files.list(parts)) {
        files.sorted().filter(Files::isReadable).forEach(file -> all.addAll(read(file)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return all;
  }

  private static List<AptSource> read(Path file) {
    try {
      String name = file.getFileName().toString();
      if (name.endsWith(".list")) {
        return oneLineFormat(Files.readString(file));
      }
      return name.endsWith(".sources") ? deb822Format(Files.readString(file)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code deb [option=value ...] uri suite component ...}, one a line. */
  static List<AptSource> oneLineFormat(String text) {
    List<AptSource> sources = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String entry = line.replaceFirst("#.*", "").strip();
      String signedBy = "";
      int open = entry.indexOf('[');
      int close = entry.indexOf(']');
      if (open >= 0 && close > open) {
        for (String option : words(entry.substring(open + 1, close))) {
          if (option.startsWith("signed-by=")) {
            signedBy = option.substring("signed-by=".length());
          }
        }
        entry = entry.substring(0, open) + entry.substring(close + 1);
      }
      List<String> words = words(entry);
      if (words.size() >= 3 && words.get(0).equals("deb")) {
        sources.add(
            new AptSource(
                words.get(1),
                List.of(words.get(2)),
                List.copyOf(words.subList(3, words.size())),
                signedBy));
      }
    }
    return sources;
  }

  /** Stanzas of {@code Field: value}; continuation lines start with white space. */
  static List<AptSource> deb822Format(String text) {
    List<AptSource> sources = new ArrayList<>();
    String uncommented = text.replaceAll("(?m)^#.*\\R?", "");
    for (String stanza : uncommented.split("(?m)^\\s*$", -1)) {
      Map<String, String> fields = new HashMap<>();
      String field = "";
      for (String line : stanza.lines().toList()) {
        int colon = line.indexOf(':');
        if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
          fields.merge(field, line, (above, below) -> above + "\n" + below);
        } else if (colon > 0) {
          field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
          fields.put(field, line.substring(colon + 1).strip());
        }
      }
      List<String> uris = words(fields.getOrDefault("uris", ""));
      boolean enabled = !fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no");
      if (enabled && !uris.isEmpty() && words(fields.getOrDefault("types", "")).contains("deb")) {
        String signedBy = fields.getOrDefault("signed-by", "");
        sources.add(
            new AptSource(
                uris.get(0),
                words(fields.getOrDefault("suites", "")),
                words(fields.getOrDefault("components", "")),
                signedBy.contains("\n") ? "" : signedBy));
      }
    }
    return sources;
  }

  private static List<String> words(String text) {
    return Stream.of(text.strip().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
