package io.millwright.sim.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One demo at a time for each user: a second one would take the first one's database away. */
final class DemoLock implements AutoCloseable {
  private final FileChannel channel;

  private DemoLock(FileChannel channel) {
    this.channel = channel;
  }

  static DemoLock take() throws IOException {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "millwright-demo-" + System.getProperty("user.name") + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IllegalStateException(
          "Another demo runs on this machine. End it first, then run this again.");
    }
    return new DemoLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
