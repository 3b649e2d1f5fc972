package io.millwright.ingest.database;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server that answers. Safe for use by several threads. */
public final class RunningDatabase {
  private final DatabaseAddress address;
  private final boolean startedHere;
  private final Runnable stop;
  private final @Nullable Path psql;

  RunningDatabase(
      DatabaseAddress address, boolean startedHere, Runnable stop, @Nullable Path psql) {
    this.address = address;
    this.startedHere = startedHere;
    this.stop = stop;
    this.psql = psql;
  }

  /**
   * The database to use: the URL's own, else {@code millwright}. It may not exist before {@link
   * #ensureDatabase}.
   */
  public DatabaseAddress address() {
    return address;
  }

  /** Whether this very call started the server, so that the caller should stop it when done. */
  public boolean startedHere() {
    return startedHere;
  }

  /**
   * Stops the server if Millwright manages it; the server behind an explicit URL is left alone.
   *
   * @throws DatabaseUnavailableException when a server that Millwright manages would not stop
   */
  public void stop() {
    stop.run();
  }

  /**
   * Drops the database with all its data if it exists, even from under open connections, and
   * creates it empty with the timescaledb extension.
   *
   * @throws DatabaseUnavailableException saying what the server refused
   */
  public void recreateDatabase(String name) {
    DatabaseAdmin admin = new DatabaseAdmin(address);
    admin.drop(name);
    admin.create(name);
    admin.ensure(name);
  }

  /**
   * Creates the database and the timescaledb extension in it where they are missing.
   *
   * @throws DatabaseUnavailableException saying what the server refused and what to do about it
   */
  public void ensureDatabase(String name) {
    new DatabaseAdmin(address).ensure(name);
  }

  /**
   * Drops the database with all its data if it exists, even from under open connections.
   *
   * @throws DatabaseUnavailableException saying what the server refused
   */
  public void dropDatabase(String name) {
    new DatabaseAdmin(address).drop(name);
  }

  /** The psql program that came with this server, if any. */
  public Optional<Path> psql() {
    return Optional.ofNullable(psql);
  }
}
