package io.millwright.ingest.testing;

import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.verify.Verification;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/** What {@code millwright verify} says of a test's database. */
public final class VerifyRun {
  private VerifyRun() {}

  public static Verification.Report of(TestDatabase database, Consumer<String> lines)
      throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address().jdbcUrl());
    source.setUser(database.address().user());
    source.setPassword(database.address().password());
    return new Verification(source, new Registry(source, password -> password)).run(lines);
  }

  /** Each difference, in a line. */
  public static List<String> differences(TestDatabase database) throws SQLException {
    List<String> lines = new ArrayList<>();
    of(database, lines::add);
    return lines;
  }
}
