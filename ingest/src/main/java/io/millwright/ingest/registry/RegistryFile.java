package io.millwright.ingest.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** Imports a registry file into this process's registry. */
public final class RegistryFile {
  private RegistryFile() {}

  /**
   * Reads the file and imports what it says. Blocks.
   *
   * @param registry where to
   * @param file YAML, JSON or CSV, by its name's ending
   * @param environment for {@code ${NAME}} in passwords
   * @return what the import did
   * @throws IOException when the file cannot be read
   * @throws InvalidRegistry with everything that is wrong in it; nothing was taken
   * @throws RegistryRefused when it contradicts what is stored; nothing was taken
   * @throws SQLException when the database fails
   */
  public static ImportReport importInto(
      Registry registry, Path file, Map<String, String> environment)
      throws IOException, InvalidRegistry, RegistryRefused, SQLException {
    RegistryFormat format = RegistryFormat.ofFileName(file.toString());
    return registry.importAll(
        new RegistryReader(environment).read(file.toString(), format, Files.readAllBytes(file)));
  }
}
