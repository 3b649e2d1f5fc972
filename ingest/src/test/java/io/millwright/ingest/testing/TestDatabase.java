package io.millwright.ingest.testing;

import io.millwright.ingest.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of a test's own on the test server: empty, with the timescaledb extension. It takes
 * about 0.3 s to make, so a test class makes one, and a test only where it must, and closes it at
 * its end.
 *
 * <pre>{@code
 * try (TestDatabase database = TestDatabase.fresh()) { ... }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DatabaseAddress address;

  private TestDatabase(DatabaseAddress address) {
    this.address = address;
  }

  /** Starts the test server at the first call in this JVM. Any thread. */
  public static TestDatabase fresh() {
    String name = TestServer.databaseName(COUNT.incrementAndGet());
    TestServer.shared().recreateDatabase(name);
    return new TestDatabase(TestServer.shared().address().withDatabase(name));
  }

  public DatabaseAddress address() {
    return address;
  }

  /** A new connection, which the caller closes. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  /** Drops the database, even from under connections that are still open. */
  @Override
  public void close() {
    TestServer.shared().dropDatabase(address.database());
  }
}
