package io.millwright.sim.soak;

/** Closes something the first time it is told to. One thread. */
final class Once implements AutoCloseable {
  private final Runnable close;
  private boolean closed;

  Once(Runnable close) {
    this.close = close;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      close.run();
    }
  }
}
