package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.PlanSets;
import io.millwright.ingest.store.PlanVersion;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The plan files that were active at some time, each read once. Used by one thread. */
final class PlanHistory {
  private final Connection connection;
  private final PlanSets planSets = new PlanSets();
  private final Map<Integer, ActivePlans> known = new HashMap<>(Map.of(0, ActivePlans.NONE));

  PlanHistory(Connection connection) {
    this.connection = connection;
  }

  /**
   * The plans of a version.
   *
   * @throws IllegalStateException when the file is gone or can no longer be read; the message says
   *     what to do
   */
  ActivePlans version(int version) throws SQLException {
    ActivePlans plans = known.get(version);
    if (plans != null) {
      return plans;
    }
    PlanVersion stored =
        planSets
            .find(connection, version)
            .orElseThrow(() -> new IllegalStateException("Plan file " + version + " is gone"));
    return read(version, stored.source().text());
  }

  /** The plans that were active at a place in the log. */
  ActivePlans at(long sequence) throws SQLException {
    PlanVersion stored = planSets.at(connection, sequence).orElse(null);
    return stored == null ? ActivePlans.NONE : version(stored.version());
  }

  /** The plans of a version whose text is at hand. */
  ActivePlans read(int version, String text) {
    ActivePlans plans = known.get(version);
    if (plans == null) {
      plans = parsed(version, text);
      known.put(version, plans);
    }
    return plans;
  }

  private static ActivePlans parsed(int version, String text) {
    try {
      return new ActivePlans(version, PlanReader.read(text));
    } catch (PlanException e) {
      throw new IllegalStateException(
          "Plan file "
              + version
              + " was active (table plan_set), but this Millwright cannot read it: "
              + e.problems().get(0).in("plans")
              + ". Start the Millwright that activated it, activate a file that both can read, stop"
              + " it in order, then start this one",
          e);
    }
  }
}
