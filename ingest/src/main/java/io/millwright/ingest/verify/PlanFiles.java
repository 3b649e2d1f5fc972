package io.millwright.ingest.verify;

import io.millwright.ingest.plans.PlanSets;
import io.millwright.ingest.plans.PlanVersion;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The plan files that were active, each read once. */
final class PlanFiles {
  private final Map<Integer, PlanSet> known = new HashMap<>();
  private final PlanSet first;

  PlanFiles(Connection connection) throws SQLException {
    PlanVersion stored = new PlanSets().at(connection, 0).orElse(null);
    first = stored == null ? PlanSet.EMPTY : read(stored.version(), stored.source().text());
  }

  /** Those from before the first event. */
  PlanSet atFirst() {
    return first;
  }

  PlanSet read(int version, String text) {
    PlanSet plans = known.get(version);
    if (plans == null) {
      plans = parsed(version, text);
      known.put(version, plans);
    }
    return plans;
  }

  private static PlanSet parsed(int version, String text) {
    try {
      return PlanReader.read(text);
    } catch (PlanException e) {
      throw new IllegalStateException(
          "Plan file "
              + version
              + " was active (table plan_set), but this Millwright cannot read it: "
              + e.problems().get(0).in("plans")
              + ". Verify with the Millwright that activated it",
          e);
    }
  }
}
