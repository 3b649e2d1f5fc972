package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The third way: Debian's TimescaleDB (Apache edition), unpacked into a cache folder and run from
 * there, without root, without Docker and without a change to the host.
 */
final class PrivateTimescale implements DatabaseWay {
  static final String ORIGIN = "private";

  private static final Path TIME_ZONES = Path.of("/usr/share/zoneinfo/UTC");

  private final Map<String, String> env;
  private final Path etcApt;
  private final Consumer<String> progress;

  PrivateTimescale(Map<String, String> env, Consumer<String> progress) {
    this(env, Path.of("/etc/apt"), progress);
  }

  PrivateTimescale(Map<String, String> env, Path etcApt, Consumer<String> progress) {
    this.env = env;
    this.etcApt = etcApt;
    this.progress = progress;
  }

  @Override
  public String origin() {
    return ORIGIN;
  }

  @Override
  public String invitation() {
    return "A private TimescaleDB: a Debian host (or derivative) that reaches a Debian mirror";
  }

  @Override
  public RunningDatabase open(String instance) throws WayUnavailableException {
    requireHost();
    try {
      ServiceUser user = ServiceUser.current();
      CacheFolder cache = CacheFolder.of(env, user);
      PrivatePrograms programs = new PrivateInstallation(cache, etcApt, progress).ensure();
      return new Cluster(instance, cache, programs, user).start();
    } catch (IOException e) {
      throw new WayUnavailableException(explained(e), e);
    }
  }

  @Override
  public Optional<RunningDatabase> find(String instance) {
    try {
      requireHost();
      ServiceUser user = ServiceUser.current();
      CacheFolder cache = CacheFolder.of(env, user);
      return new Cluster(instance, cache, new PrivatePrograms(cache.programs()), user).find();
    } catch (IOException | WayUnavailableException e) {
      return Optional.empty();
    }
  }

  private static void requireHost() throws WayUnavailableException {
    for (String program : new String[] {"apt-get", "dpkg-deb", "setpriv"}) {
      if (!Files.isExecutable(Path.of("/usr/bin", program))) {
        throw new WayUnavailableException("This host has no /usr/bin/" + program + ".");
      }
    }
    if (!Files.exists(TIME_ZONES)) {
      throw new WayUnavailableException(
          "PostgreSQL needs the host's time zones: apt-get install tzdata.");
    }
  }

  private static String explained(IOException e) {
    String what =
        e instanceof FileSystemException file
            ? "no access to " + file.getFile() + " (MILLWRIGHT_CACHE can name another folder)"
            : String.valueOf(e.getMessage());
    return "It failed: " + what.replace("\n", "\n       ");
  }
}
