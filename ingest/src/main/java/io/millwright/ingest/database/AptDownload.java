package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Downloads Debian packages with all that they depend on, by the host's apt but beside the host's
 * own package state. Proxies and credentials in the host's apt configuration apply; its pins, hooks
 * and installed packages do not.
 */
final class AptDownload {
  private static final String SUITE = "trixie";
  private static final Duration LIMIT = Duration.ofMinutes(30);

  /**
   * What the packages depend on for administering a machine or for just-in-time compilation, but a
   * private server does without. Telling apt that they are installed halves the download.
   */
  private static final List<String> NOT_NEEDED =
      List.of(
          "adduser",
          "debconf",
          "init-system-helpers",
          "libllvm19",
          "libperl5.40",
          "locales",
          "netbase",
          "openssl",
          "passwd",
          "perl",
          "perl-base",
          "postgresql-client-common",
          "postgresql-common",
          "procps",
          "sensible-utils",
          "ssl-cert",
          "sysvinit-utils",
          "tzdata",
          "ucf");

  private final Path state;
  private final Path packages;

  /**
   * @param state an empty folder for apt's lists and settings; worthless afterwards
   * @param packages where the packages go; what is there from an interrupted run is used
   */
  AptDownload(Path state, Path packages) {
    this.state = state;
    this.packages = packages;
  }

  /**
   * @return the package files
   * @throws IOException with apt's last words, naming the step that failed
   */
  List<Path> fetch(DebianArchive archive, List<String> names) throws IOException {
    Files.createDirectories(state.resolve("lists/partial"));
    Files.createDirectories(packages.resolve("partial"));
    Files.writeString(state.resolve("sources.list"), archive.sourceLine(SUITE));
    Files.setPosixFilePermissions(
        state.resolve("sources.list"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(state.resolve("status"), installedAlready());
    Files.writeString(state.resolve("apt.conf"), settings());

    apt("reading the package lists (apt-get update)", List.of("update"));
    List<String> install = new ArrayList<>(List.of("install", "--download-only", "--yes"));
    install.addAll(names);
    apt("downloading the packages (apt-get install --download-only)", install);

    try (Stream<Path> files = Files.list(packages)) {
      return files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
    }
  }

  private void apt(String step, List<String> arguments) throws IOException {
    // An apt-get that outlived us would hold its lock against the next attempt.
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--pdeathsig", "TERM", "--", "apt-get", "--quiet"));
    command.addAll(List.of("-c", state.resolve("apt.conf").toString()));
    command.addAll(arguments);
    try {
      HostCommand.require(state, LIMIT, command);
    } catch (IOException e) {
      throw new IOException(step + " failed: " + e.getMessage(), e);
    }
  }

  /** Package architecture "all" satisfies a dependency from any. */
  private static String installedAlready() {
    return NOT_NEEDED.stream()
        .map(
            name ->
                """
                Package: %s
                Status: install ok installed
                Version: 999:0
                Architecture: all
                Maintainer: nobody <nobody@localhost>
                Description: not needed by a private server
                """
                    .formatted(name))
        .collect(Collectors.joining("\n"));
  }

  /** Passed by -c, which apt reads after the host's configuration: #clear can undo parts of it. */
  private String settings() {
    return """
    Dir::State "%1$s";
    Dir::State::lists "%1$s/lists";
    Dir::State::status "%1$s/status";
    Dir::Cache "%1$s";
    Dir::Cache::archives "%2$s";
    Dir::Cache::pkgcache "";
    Dir::Cache::srcpkgcache "";
    Dir::Log "%1$s";
    Dir::Etc::sourcelist "%1$s/sources.list";
    Dir::Etc::sourceparts "/dev/null";
    Dir::Etc::preferences "/dev/null";
    Dir::Etc::preferencesparts "/dev/null";
    Acquire::Languages "none";
    Acquire::Retries "2";
    APT::Install-Recommends "false";
    APT::Update::Error-Mode "any";
    #clear APT::Default-Release;
    #clear APT::Update::Pre-Invoke;
    #clear APT::Update::Post-Invoke;
    #clear APT::Update::Post-Invoke-Success;
    """
        .formatted(state, packages);
  }
}
