package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sets the private TimescaleDB up, once for a cache folder. Everything is put together in a staging
 * folder and moved in place by one rename, so an interrupted set-up leaves nothing that looks
 * ready; the next one clears the staging folder and goes on with the packages already downloaded.
 */
final class PrivateInstallation {
  private static final List<String> PACKAGES = List.of("postgresql-17-timescaledb", "patchelf");

  /** To be raised with any change to what is unpacked, trimmed or patched. */
  private static final String LAYOUT = "1";

  private final CacheFolder cache;
  private final Path etcApt;
  private final Consumer<String> progress;

  /**
   * @param etcApt the host's apt configuration, {@code /etc/apt}
   */
  PrivateInstallation(CacheFolder cache, Path etcApt, Consumer<String> progress) {
    this.cache = cache;
    this.etcApt = etcApt;
    this.progress = progress;
  }

  /**
   * The programs, set up first if need be. Safe for several threads and processes at once: one
   * works, the others wait for it.
   *
   * @throws IOException naming the step that failed
   */
  PrivatePrograms ensure() throws IOException {
    PrivatePrograms programs = new PrivatePrograms(cache.programs());
    if (isReady()) {
      return programs;
    }
    return new CacheLock(cache.root().resolve("setup.lock"))
        .holding(
            () -> {
              if (!isReady()) {
                setUp();
              }
              return programs;
            });
  }

  /** The programs' loader has an absolute path, so a folder that was moved is not ready. */
  boolean isReady() {
    try {
      return Files.readString(marker(cache.programs())).equals(expectedMarker());
    } catch (IOException e) {
      return false;
    }
  }

  private void setUp() throws IOException {
    long start = System.nanoTime();
    progress.accept(
        "Setting up a private TimescaleDB in " + cache.root() + " (about 50 MB to download, once)");
    Folders.deleteLeftovers(cache.staging());
    Folders.deleteIfExists(cache.programs());
    Files.createDirectories(cache.staging());

    progress.accept("  downloading from this host's Debian mirror ...");
    DebianArchive archive = DebianArchive.ofHost(etcApt);
    List<Path> packages =
        new AptDownload(cache.staging().resolve("apt"), cache.downloads()).fetch(archive, PACKAGES);

    progress.accept("  unpacking " + packages.size() + " packages ...");
    PrivatePrograms staged = new PrivatePrograms(cache.staging().resolve("tree"));
    staged.unpack(packages);
    staged.trim();
    staged.bindTo(cache.programs());
    Files.writeString(marker(staged.tree()), expectedMarker());

    Files.move(staged.tree(), cache.programs(), StandardCopyOption.ATOMIC_MOVE);
    Folders.deleteIfExists(cache.staging());
    Folders.deleteIfExists(cache.downloads());
    progress.accept("  ready after " + (System.nanoTime() - start) / 1_000_000_000 + " s");
  }

  private String expectedMarker() {
    return LAYOUT + " " + cache.programs() + "\n";
  }

  private static Path marker(Path tree) {
    return tree.resolve("installed");
  }
}
