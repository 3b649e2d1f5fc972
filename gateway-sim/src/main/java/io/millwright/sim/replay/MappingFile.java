package io.millwright.sim.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads mapping files. */
public final class MappingFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private MappingFile() {}

  /**
   * Finds a mapping: a file, or the name of one that is shipped, such as {@code cmapss}.
   *
   * @param name a path or a name
   * @return the mapping
   * @throws MappingException when its content is wrong
   * @throws IOException when there is no such file or it cannot be read
   */
  public static Mapping load(String name) throws MappingException, IOException {
    return parse(name, text(name));
  }

  /**
   * Reads a file, or one of those that are shipped beside the mappings.
   *
   * @param name a path, or a name without {@code .yaml} such as {@code cmapss-health}
   * @return its text
   * @throws IOException when there is no such file or it cannot be read
   */
  public static String text(String name) throws IOException {
    Path file = Path.of(name);
    if (Files.isRegularFile(file)) {
      return Files.readString(file);
    }
    try (InputStream shipped =
        MappingFile.class.getResourceAsStream("/mappings/" + name + ".yaml")) {
      if (shipped == null) {
        throw new NoSuchFileException(
            name, null, "no such file, and none of that name is shipped (there is cmapss)");
      }
      return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Parses a mapping.
   *
   * @param name what to call it in errors
   * @param yaml its content
   * @return the mapping
   * @throws MappingException when the content is wrong
   */
  public static Mapping parse(String name, String yaml) throws MappingException {
    try {
      return YAML.readValue(yaml, Mapping.class);
    } catch (JacksonException e) {
      TokenStreamLocation where = e.getLocation();
      String place = where == null ? name : name + ", line " + where.getLineNr();
      Throwable cause = e.getCause();
      String reason =
          cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
      throw new MappingException(place + ": " + reason, e);
    }
  }
}
