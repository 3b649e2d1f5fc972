package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.plans.PlanSets;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.plans.PlanVersion;
import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.FaultState;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointsIT {
  private static AssetState state(long time) {
    return new AssetState(
        Map.of(), Map.of(), Map.of(), Map.of("E-1", new FaultState(time, true, Set.of("door"))));
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
      assertThat(checkpoints.load(connection, CheckpointsIT::unreadable)).isEmpty();

      checkpoints.save(connection, List.of(new Checkpoints.Saved(asset, 5, 1, state(1))));
      checkpoints.moveTo(connection, 4);
      checkpoints.save(connection, List.of(new Checkpoints.Saved(asset, 9, 2, state(2))));
      checkpoints.moveTo(connection, 8);
      checkpoints.moveTo(connection, 6);

      assertThat(checkpoints.position(connection)).isEqualTo(8);
      assertThat(checkpoints.load(connection, CheckpointsIT::unreadable))
          .containsExactlyEntriesOf(Map.of(asset, new Checkpoints.Saved(asset, 9, 2, state(2))));
    }
  }

  /** A commit whose answer was lost is tried again. */
  @Test
  void aPlaceInTheLogHasOnePlanFile() throws Exception {
    PlanSets planSets = new PlanSets();
    try (MigratedDatabase database = new MigratedDatabase();
        Connection connection = database.dataSource().getConnection()) {
      PlanSource source = new PlanSource("plans: []", "plans.yaml", "jane");
      PlanVersion first = planSets.activate(connection, source, 7, false);
      assertThat(planSets.activate(connection, source, 7, false)).isEqualTo(first);
      assertThat(database.query("select count(*) from plan_set")).isEqualTo("1");
    }
  }

  @Test
  void theNewestPlanFileIsTheActiveOne() throws Exception {
    PlanSets planSets = new PlanSets();
    try (MigratedDatabase database = new MigratedDatabase();
        Connection connection = database.dataSource().getConnection()) {
      assertThat(planSets.active(connection)).isEmpty();
      PlanSource one = new PlanSource("plans: [] # one", "one.yaml", "jane");
      PlanSource two = new PlanSource("plans: [] # two", "two.yaml", "joe");
      PlanVersion first = planSets.activate(connection, one, 7, true);
      PlanVersion second = planSets.activate(connection, two, 12, false);
      PlanVersion third = planSets.activate(connection, one, 19, false);
      assertThat(planSets.active(connection)).contains(third);
      assertThat(planSets.lastAtStart(connection)).contains(first);
      assertThat(planSets.at(connection, 6)).isEmpty();
      assertThat(planSets.at(connection, 18)).contains(second);
      assertThat(planSets.find(connection, second.version())).contains(second);
      assertThat(planSets.history(connection, Integer.MAX_VALUE, 2)).containsExactly(third, second);
      assertThat(planSets.history(connection, second.version(), 9)).containsExactly(first);
    }
  }

  private static void unreadable(int asset, String why) {
    throw new AssertionError("Asset " + asset + ": " + why);
  }
}
