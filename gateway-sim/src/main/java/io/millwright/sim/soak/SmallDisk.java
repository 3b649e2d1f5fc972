package io.millwright.sim.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small file system in memory, mounted where a database keeps its data. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final SoakDatabase database;
  private final Path filler;

  private SmallDisk(SoakDatabase database) {
    this.database = database;
    this.filler = database.folder().resolve("filler");
  }

  /**
   * Puts a database onto a small disk; what it held is gone.
   *
   * @throws IOException when this process may not mount
   */
  static SmallDisk under(SoakDatabase database, int mebibytes)
      throws IOException, InterruptedException {
    database.clear();
    String refused =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + mebibytes + "m",
            "soak",
            "" + database.folder());
    if (!refused.isEmpty()) {
      throw new IOException(
          "soak disk needs a small disk of its own, and this user may not mount one ("
              + refused.strip()
              + "). Run it as root; in a container, with --cap-add SYS_ADMIN.");
    }
    database.begin();
    return new SmallDisk(database);
  }

  /** Takes all room that is left. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (Files.getFileStore(filler).getUsableSpace() > BLOCK) {
        throw full;
      }
    }
  }

  /** Gives the room back. */
  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : text + " ";
    }
  }

  @Override
  public void close() throws IOException {
    database.clear();
    try {
      String refused = run("umount", "" + database.folder());
      if (!refused.isEmpty()) {
        throw new IOException("umount " + database.folder() + ": " + refused);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
