package io.millwright.ingest.testing;

import io.millwright.ingest.database.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The network between the service and its database, with its failures on demand. Any thread. */
public final class TcpProxy implements AutoCloseable {
  /** The tag with which PostgreSQL answers a COMMIT that succeeded. */
  private static final String COMMITTED = "COMMIT\0";

  private final DatabaseAddress behind;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger answersToSwallow = new AtomicInteger();
  private boolean refusing;
  private boolean holding;

  public TcpProxy(DatabaseAddress behind) throws IOException {
    this.behind = behind;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** The database by way of this proxy. */
  public DatabaseAddress address() {
    return address("");
  }

  /** The same with a parameter of the driver, such as {@code socketTimeout=2}. */
  public DatabaseAddress address(String parameter) {
    String url = "jdbc:postgresql://127.0.0.1:%d/%s?%s";
    return new DatabaseAddress(
        url.formatted(listener.getLocalPort(), behind.database(), parameter),
        behind.user(),
        behind.password(),
        behind.origin());
  }

  /** Resets every connection and refuses new ones. */
  public void cut() {
    set(true, false);
    links.forEach(Link::close);
  }

  /** Forwards nothing any more, but keeps every connection open and accepts new ones. */
  public void hold() {
    set(false, true);
  }

  /** Forwards again, what was held first. */
  public void restore() {
    set(false, false);
  }

  /** Forgets the connections that are open: their ends never hear of each other again. */
  public void forgetConnections() {
    links.forEach(link -> link.dead = true);
  }

  /** The answer to the next COMMIT that succeeds is lost, and its connection with it. */
  public void swallowNextCommitAnswer() {
    answersToSwallow.set(1);
  }

  public boolean hasSwallowed() {
    return answersToSwallow.get() == 0;
  }

  private void set(boolean refuse, boolean hold) {
    lock.lock();
    try {
      refusing = refuse;
      holding = hold;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitOpen() throws InterruptedException {
    lock.lock();
    try {
      while (holding) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isRefusing() {
    lock.lock();
    try {
      return refusing;
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (isRefusing()) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The listener was closed.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      DatabaseAddress.HostPort server = behind.server();
      Link link = new Link(client, new Socket(server.host(), server.port()));
      links.add(link);
      threads.execute(() -> link.pump(link.client, link.server, false));
      threads.execute(() -> link.pump(link.server, link.client, true));
      if (isRefusing()) {
        // Cut just now, without this one.
        link.close();
      }
    } catch (IOException e) {
      // The server refused: so does this proxy.
      client.close();
    }
  }

  /** One connection. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean dead;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pump(Socket from, Socket to, boolean answers) {
      byte[] buffer = new byte[64 * 1024];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          awaitOpen();
          if (answers && isCommitToSwallow(buffer, read)) {
            break;
          }
          if (!dead) {
            out.write(buffer, 0, read);
          }
        }
      } catch (IOException e) {
        // One end has gone; so does the other.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      close();
    }

    private boolean isCommitToSwallow(byte[] buffer, int length) {
      return answersToSwallow.get() > 0
          && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(COMMITTED)
          && answersToSwallow.getAndDecrement() > 0;
    }

    void close() {
      if (!links.remove(this)) {
        return;
      }
      try (client;
          server) {
        // A reset, not an orderly end.
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
