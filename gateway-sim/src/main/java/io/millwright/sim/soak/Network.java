package io.millwright.sim.soak;

import io.millwright.ingest.database.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** A stretch of network in front of a port, with its failures on demand. Any thread. */
final class Network implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  /** A direction. */
  enum Way {
    REQUESTS,
    ANSWERS
  }

  private final IntSupplier target;
  private final ServerSocket listener;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "network");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Way> held = EnumSet.noneOf(Way.class);
  private final Throttle throttle = new Throttle();
  private volatile boolean refusing;

  /**
   * Listens on a free port of the loopback interface.
   *
   * @param target the port behind it, asked for at each new connection
   */
  Network(IntSupplier target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** A database by way of this network, with parameters of the driver. */
  DatabaseAddress to(DatabaseAddress behind, String parameters) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + behind.database() + "?" + parameters,
        behind.user(),
        behind.password(),
        behind.origin());
  }

  /** Forwards nothing that way any more, but keeps every connection and accepts new ones. */
  void hold(Set<Way> ways) {
    set(ways);
  }

  /** Forwards again, what was held first, and accepts connections. */
  void restore() {
    refusing = false;
    set(Set.of());
  }

  private void set(Set<Way> ways) {
    lock.lock();
    try {
      held.clear();
      held.addAll(ways);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What the connections of now send that way vanishes for ever; new ones are well. */
  void forget(Set<Way> ways) {
    links.forEach(link -> link.lost.addAll(ways));
  }

  /** Resets every connection and refuses new ones. */
  void cut() {
    refusing = true;
    links.forEach(Link::close);
  }

  /**
   * Lets no more than that through to the target.
   *
   * @param bytesPerSecond of all connections together; 0: no limit
   */
  void throttle(long bytesPerSecond) {
    throttle.set(bytesPerSecond);
  }

  /** Bytes that have gone to the target. */
  long forwarded() {
    return throttle.passed();
  }

  private void awaitOpen(Way way) throws InterruptedException {
    lock.lock();
    try {
      while (held.contains(way)) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The listener was closed: the loop ends.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target.getAsInt()));
      links.add(link);
      threads.execute(() -> link.pump(link.client, link.server, Way.REQUESTS));
      threads.execute(() -> link.pump(link.server, link.client, Way.ANSWERS));
    } catch (IOException e) {
      // Nobody is behind it: the client sees its socket end.
      client.close();
    }
  }

  /** One connection. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private final Set<Way> lost = ConcurrentHashMap.newKeySet();

    Link(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void pump(Socket from, Socket to, Way way) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          awaitOpen(way);
          if (!lost.contains(way)) {
            if (way == Way.REQUESTS) {
              throttle.pass(read);
            }
            out.write(buffer, 0, read);
          }
        }
        awaitOpen(way);
      } catch (IOException e) {
        // One end has gone.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      // The end of a connection is a packet, too: the other side hears of it if that goes through.
      if (!lost.contains(way)) {
        close();
      }
    }

    void close() {
      links.remove(this);
      try (client;
          server) {
        client.setSoLinger(true, 0);
      } catch (IOException e) {
        // It has gone already.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    links.forEach(Link::close);
    threads.shutdownNow();
  }
}
