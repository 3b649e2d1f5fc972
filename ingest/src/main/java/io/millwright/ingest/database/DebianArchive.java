package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Debian mirror that this host already uses and trusts. Taking it from the host keeps proxies,
 * company mirrors and snapshots in force.
 *
 * @param keyring verifies the mirror's signatures; null leaves that to the host's trusted keys
 */
record DebianArchive(String uri, @Nullable Path keyring) {
  private static final Pattern DEBIAN_SUITE =
      Pattern.compile(
          "(buster|bullseye|bookworm|trixie|forky|duke|sid"
              + "|oldoldstable|oldstable|stable|testing|unstable)(-updates)?");

  private static final List<Path> ARCHIVE_KEYRINGS =
      List.of(
          Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"),
          Path.of("/usr/share/keyrings/debian-archive-keyring.pgp"));

  /**
   * @throws IOException saying so when the host's apt knows no Debian mirror
   */
  static DebianArchive ofHost(Path etcApt) throws IOException {
    AptSource source =
        choose(AptSource.readAll(etcApt))
            .orElseThrow(
                () ->
                    new IOException(
                        "the apt sources in "
                            + etcApt
                            + " name no Debian archive to take it from"));
    Path keyring =
        Stream.concat(ARCHIVE_KEYRINGS.stream(), Stream.of(Path.of(source.signedBy())))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
    return new DebianArchive(source.uri(), keyring);
  }

  /** Other vendors name their suites after Debian's too, so the likeliest entry wins. */
  static Optional<AptSource> choose(List<AptSource> sources) {
    return sources.stream()
        .filter(source -> source.components().contains("main"))
        .filter(
            source ->
                source.suites().stream().anyMatch(suite -> DEBIAN_SUITE.matcher(suite).matches()))
        .filter(source -> !source.uri().contains("security"))
        .min(Comparator.comparingInt(DebianArchive::doubt));
  }

  private static int doubt(AptSource source) {
    int doubt = source.signedBy().contains("debian-archive") ? 0 : 1;
    return source.uri().replaceFirst("/+$", "").endsWith("/debian") ? doubt : doubt + 2;
  }

  /** The line for a sources.list of our own. */
  String sourceLine(String suite) {
    String signedBy = keyring == null ? "" : "[signed-by=" + keyring + "] ";
    return "deb " + signedBy + uri + " " + suite + " main\n";
  }
}
