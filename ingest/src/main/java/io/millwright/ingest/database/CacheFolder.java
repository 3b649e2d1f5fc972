package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;

/**
 * Where the private TimescaleDB and its data live: {@code $MILLWRIGHT_CACHE}, else {@code
 * $XDG_CACHE_HOME/millwright}, else {@code ~/.cache/millwright}.
 *
 * <p>For root, whose server runs as an unprivileged user, the two defaults give way to {@code
 * /var/cache/millwright} when they lie in a folder that others may not enter, as {@code /root}
 * does.
 */
record CacheFolder(Path root) {
  private static final Path SHARED_BY_ROOT = Path.of("/var/cache/millwright");

  /**
   * @throws WayUnavailableException when {@code MILLWRIGHT_CACHE} cannot serve root's server
   */
  static CacheFolder of(Map<String, String> env, ServiceUser user) throws WayUnavailableException {
    String explicit = env.getOrDefault("MILLWRIGHT_CACHE", "");
    if (!explicit.isBlank()) {
      Path folder = Path.of(explicit).toAbsolutePath().normalize();
      if (user.isDemoted() && !othersMayEnter(folder)) {
        throw new WayUnavailableException(
            "PostgreSQL does not run as root, and the unprivileged user it runs as may not enter"
                + " MILLWRIGHT_CACHE="
                + folder
                + ". Choose a folder like "
                + SHARED_BY_ROOT
                + ".");
      }
      return new CacheFolder(folder);
    }
    String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.isBlank()
            ? Path.of(env.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
            : Path.of(xdg);
    Path folder = base.resolve("millwright").toAbsolutePath().normalize();
    return new CacheFolder(user.isDemoted() && !othersMayEnter(folder) ? SHARED_BY_ROOT : folder);
  }

  private static boolean othersMayEnter(Path folder) {
    for (Path part = folder; part != null; part = part.getParent()) {
      try {
        if (Files.exists(part)
            && !Files.getPosixFilePermissions(part).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /** The unpacked programs. */
  Path programs() {
    return root.resolve("timescaledb-pg17");
  }

  /** Packages on their way in; what an interrupted download left is continued. */
  Path downloads() {
    return root.resolve("downloads");
  }

  /** Where programs are put together before they are moved in place. */
  Path staging() {
    return root.resolve("staging");
  }

  /** Data, password and log of one instance. */
  Path cluster(String instance) {
    return root.resolve("clusters").resolve(instance);
  }
}
