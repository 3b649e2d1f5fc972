package io.millwright.ingest;

import io.millwright.ingest.pipeline.Rehearsal;
import io.millwright.ingest.registry.Registry;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does once, for nothing, what a take-over does: compiled code makes the real one shorter. */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final DataSource database;
  private boolean done;

  WarmUp(DataSource database) {
    this.database = database;
  }

  /** Does nothing from the second time on. */
  void once() {
    if (done) {
      return;
    }
    done = true;
    try {
      Registry registry = new Registry(database, password -> password);
      registry.load();
      new Rehearsal(database).run(registry.all());
    } catch (SQLException | RuntimeException e) {
      // The tables may be those of another version, which works until this one takes over.
      LOG.debug("The rehearsal of a take-over failed", e);
    }
  }
}
