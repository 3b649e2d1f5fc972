package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tree that PostgreSQL's packages unpack to, and how its programs find their libraries in it.
 *
 * @param tree holds {@code usr/}; PostgreSQL finds its share folder relative to its programs
 */
record PrivatePrograms(Path tree) {
  private static final List<String> PATCHED =
      List.of("postgres", "initdb", "pg_ctl", "psql", "pg_isready", "pg_dump");

  /** Documentation, translations and what only just-in-time compilation uses. */
  private static final List<String> SUPERFLUOUS =
      List.of(
          "etc",
          "usr/share/doc",
          "usr/share/info",
          "usr/share/locale",
          "usr/share/man",
          "usr/lib/postgresql/17/lib/bitcode",
          "usr/lib/postgresql/17/lib/llvmjit.so",
          "usr/lib/postgresql/17/lib/llvmjit_types.bc");

  private static final Duration LIMIT = Duration.ofMinutes(2);

  Path program(String name) {
    return tree.resolve("usr/lib/postgresql/17/bin").resolve(name);
  }

  void unpack(List<Path> packages) throws IOException {
    Files.createDirectories(tree);
    for (Path file : packages) {
      HostCommand.require(
          tree, LIMIT, List.of("dpkg-deb", "--extract", file.toString(), tree.toString()));
    }
  }

  void trim() throws IOException {
    for (String path : SUPERFLUOUS) {
      Folders.deleteIfExists(tree.resolve(path));
    }
  }

  /**
   * Makes the programs run on the unpacked C library, which is newer than the host's may be.
   *
   * @param destination where this tree is going to be; the loader's path in a program is absolute
   */
  void bindTo(Path destination) throws IOException {
    Path loader = loader();
    String libraries = destination.resolve(tree.relativize(loader.resolveSibling(""))).toString();
    for (String name : PATCHED) {
      // DT_RPATH, unlike DT_RUNPATH, also serves the libraries of libraries and of extensions.
      runOnUnpackedLibraries(
          loader,
          tree.resolve("usr/bin/patchelf"),
          "--set-interpreter",
          destination.resolve(tree.relativize(loader)).toString(),
          "--force-rpath",
          "--set-rpath",
          libraries,
          program(name).toString());
    }
    runOnUnpackedLibraries(loader, program("postgres"), "--version");
  }

  private void runOnUnpackedLibraries(Path loader, Path program, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                loader.toString(),
                "--library-path",
                loader.resolveSibling("").toString(),
                program.toString()));
    command.addAll(List.of(arguments));
    HostCommand.require(tree, LIMIT, command);
  }

  private Path loader() throws IOException {
    try (Stream<Path> found =
        Files.find(
            tree.resolve("usr/lib"),
            2,
            (path, attributes) ->
                attributes.isRegularFile()
                    && path.getFileName().toString().startsWith("ld-linux"))) {
      return found.findFirst().orElseThrow(() -> new IOException("no ld-linux in " + tree));
    }
  }
}
