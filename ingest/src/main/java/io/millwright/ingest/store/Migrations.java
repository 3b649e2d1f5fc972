package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the present schema. */
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private Migrations() {}

  /**
   * Runs what is missing; safe to call at every start.
   *
   * @param database where
   * @throws IllegalStateException when the server has no TimescaleDB, or tables of a version that
   *     is not known here; the message says what to do
   */
  public static void run(DataSource database) {
    LOG.info("TimescaleDB edition: {}", edition(database));
    try {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:db/migration")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayValidateException e) {
      throw new IllegalStateException(
          "The tables of this database were made by another version of Millwright, which this one"
              + " does not know. Start that version, or use another database (--db). If it is the"
              + " private one and its data may go: ./millwright db reset --yes",
          e);
    }
  }

  private static String edition(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select current_setting('timescaledb.license', true)")) {
      result.next();
      String license = result.getString(1);
      if (license == null) {
        throw new IllegalStateException(
            "This PostgreSQL server does not load TimescaleDB. Install it and set"
                + " shared_preload_libraries = 'timescaledb', or leave out --db and let"
                + " ./millwright set up a private one.");
      }
      return license;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot ask the database: " + e.getMessage(), e);
    }
  }
}
