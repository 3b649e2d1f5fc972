package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is migrated, and what is told when that is not possible. */
class MigrationsIT {

  @Test
  void tablesOfAnotherVersionAreLeftAloneAndWhatToDoIsSaid() throws Exception {
    try (TestDatabase database = TestDatabase.fresh()) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(database.address().jdbcUrl());
      source.setUser(database.address().user());
      source.setPassword(database.address().password());
      Migrations.run(source);
      Migrations.run(source);
      new Sql(database)
          .execute("update flyway_schema_history set checksum = checksum + 1 where version = '1'");

      assertThatThrownBy(() -> Migrations.run(source))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another version of Millwright")
          .hasMessageContaining("./millwright db reset --yes");
    }
  }
}
