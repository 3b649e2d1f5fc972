package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.codec.sparkplug.PresenceRecord;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresenceTableIT {
  private static final long T = 1_790_000_000_000L;

  private final MigratedDatabase database = new MigratedDatabase();
  private final PresenceTable table = new PresenceTable();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final BatchWriter writer =
      new BatchWriter(new QuarantineStore(database.dataSource(), metrics), metrics);

  @BeforeEach
  void empty() throws Exception {
    database.execute("truncate sparkplug_presence");
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void whoIsBornAgainInTheBatchInWhichItWasForgottenIsKept() throws Exception {
    Batch batch = batch();
    batch.presence(online("former", T));
    batch.edgeNodeForgotten("plant", "edge", T);
    batch.presence(online("again", T + 1));

    assertThat(after(batch)).containsExactly(online("again", T + 1));
  }

  @Test
  void aShardThatForgetsLateKeepsWhatAnotherHasStoredSince() throws Exception {
    Batch first = batch();
    first.presence(online("former", T));
    first.presence(online("again", T + 1));
    after(first);
    Batch late = batch();
    late.edgeNodeForgotten("plant", "edge", T);

    assertThat(after(late)).containsExactly(online("again", T + 1));
  }

  private static Batch batch() {
    return new Batch(
        row -> {
          throw new IllegalStateException("There are no readings");
        });
  }

  private static PresenceRecord online(String device, long since) {
    return new PresenceRecord("plant", "edge", device, true, since, since, null);
  }

  private List<PresenceRecord> after(Batch batch) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      writer.write(connection, batch);
      connection.commit();
      return table.all(connection);
    }
  }
}
