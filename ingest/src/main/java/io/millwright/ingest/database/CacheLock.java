package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mutual exclusion of all threads and processes that share a cache folder. The operating system
 * frees it when a process dies.
 */
final class CacheLock {
  /** File locks belong to the whole process, so threads need a lock in front of them. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path file;

  /** Work under the lock. */
  interface Work<T> {
    T run() throws IOException;
  }

  CacheLock(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Waits until the lock is free, and holds it during the work. */
  <T> T holding(Work<T> work) throws IOException {
    Files.createDirectories(file.getParent());
    ReentrantLock threads = THREADS.computeIfAbsent(file, path -> new ReentrantLock());
    threads.lock();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock processes = channel.lock()) {
      if (!processes.isValid()) {
        throw new IOException("the lock on " + file + " was lost");
      }
      return work.run();
    } finally {
      threads.unlock();
    }
  }
}
