package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.registry.MigratedDatabase;
import org.junit.jupiter.api.Test;

class InstanceLockIT {
  @Test
  void oneProcessWorksOnADatabase() throws Exception {
    try (MigratedDatabase database = new MigratedDatabase()) {
      InstanceLock held = InstanceLock.take(database.dataSource(), 5_000);
      assertThatThrownBy(() -> InstanceLock.take(database.dataSource(), 50))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another Millwright works on this database")
          .hasMessageContaining("--db");
      held.close();
      InstanceLock.take(database.dataSource(), 5_000).close();
    }
  }

  /** However the process ends, its session ends with it. */
  @Test
  void theLockGoesWithItsSession() throws Exception {
    try (MigratedDatabase database = new MigratedDatabase()) {
      InstanceLock lost = InstanceLock.take(database.dataSource(), 5_000);
      database.execute(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database"
              + " = (select oid from pg_database where datname = current_database())");
      InstanceLock next = InstanceLock.take(database.dataSource(), 5_000);
      assertThat(next).isNotNull();
      next.close();
      lost.close();
    }
  }
}
