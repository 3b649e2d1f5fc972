package io.millwright.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;

/**
 * Test runs at the same time share one private server, so the last one to end stops it. Each holds
 * a shared lock on a file, which the operating system also releases for a JVM that was killed.
 */
final class SharedUse {
  private final FileChannel channel;
  private final FileLock shared;

  private SharedUse(FileChannel channel, FileLock shared) {
    this.channel = channel;
    this.shared = shared;
  }

  /** Waits while another JVM is stopping the server. */
  static SharedUse begin(Map<String, String> env) throws IOException {
    int cache = Objects.hash(env.get("MILLWRIGHT_CACHE"), env.get("XDG_CACHE_HOME"));
    String user = System.getProperty("user.name");
    FileChannel channel =
        FileChannel.open(
            Path.of(
                System.getProperty("java.io.tmpdir"),
                "millwright-test-%s-%x.users".formatted(user, cache)),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new SharedUse(channel, channel.lock(0, Long.MAX_VALUE, true));
  }

  void endAndIfLast(Runnable stop) {
    try (channel) {
      shared.release();
      FileLock alone = channel.tryLock();
      if (alone != null) {
        stop.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
