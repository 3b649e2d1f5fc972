package io.millwright.ingest;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** What sockets and timers run on. */
public final class EventLoops {
  private EventLoops() {}

  /**
   * Starts event loops that look for files on the disk only: in order to serve some from a jar they
   * would keep a folder in the temporary one, which a process that is killed leaves behind.
   *
   * @return to be closed by the caller
   */
  public static Vertx start() {
    FileSystemOptions files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
  }
}
