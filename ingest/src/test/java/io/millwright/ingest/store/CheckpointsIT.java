package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.FaultState;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointsIT {
  private static AssetState state(long time) {
    return new AssetState(Map.of(), Map.of(), Map.of(), Map.of("E-1", new FaultState(time, true)));
  }

  @Test
  void keepsTheNewestStatesAndAPositionThatNeverGoesBack() throws Exception {
    Checkpoints checkpoints = new Checkpoints();
    try (MigratedDatabase database = new MigratedDatabase();
        Connection connection = database.dataSource().getConnection()) {
      database.execute(
          "insert into asset (tag, name, class, ownership) values ('P', 'P', 'c', 'owned')");
      int asset = Integer.parseInt(database.query("select id from asset"));
      assertThat(checkpoints.position(connection)).isZero();
      assertThat(checkpoints.load(connection)).isEmpty();

      checkpoints.save(connection, List.of(new Checkpoints.Saved(asset, 5, state(1))), 4);
      checkpoints.save(connection, List.of(new Checkpoints.Saved(asset, 9, state(2))), 8);
      checkpoints.save(connection, List.of(), 6);

      assertThat(checkpoints.position(connection)).isEqualTo(8);
      assertThat(checkpoints.load(connection))
          .containsExactlyEntriesOf(Map.of(asset, new Checkpoints.Saved(asset, 9, state(2))));
    }
  }

  @Test
  void theNewestPlanFileIsTheActiveOne() throws Exception {
    PlanSets planSets = new PlanSets();
    try (MigratedDatabase database = new MigratedDatabase();
        Connection connection = database.dataSource().getConnection()) {
      assertThat(planSets.active(connection)).isEmpty();
      planSets.activate(connection, "plans: [] # one");
      planSets.activate(connection, "plans: [] # two");
      planSets.activate(connection, "plans: [] # one");
      assertThat(planSets.active(connection)).contains("plans: [] # one");
      assertThat(database.query("select count(*) from plan_set")).isEqualTo("3");
    }
  }
}
