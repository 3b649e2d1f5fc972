package io.millwright.sim.soak;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.verify.Verification;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Sets states, episodes and orders against a fold of the whole stored log. */
final class FoldCheck {
  private final DatabaseAddress address;
  private final Findings findings;

  FoldCheck(DatabaseAddress address, Findings findings) {
    this.address = address;
    this.findings = findings;
  }

  /** Compares; returns how many readings and events were folded. */
  long compare() throws SQLException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(address.jdbcUrl());
    database.setUser(address.user());
    database.setPassword(address.password());
    Registry registry = new Registry(database, password -> password);
    Verification.Report report =
        new Verification(database, registry).run(line -> findings.differs("%s", line));
    return report.readings() + report.events();
  }
}
