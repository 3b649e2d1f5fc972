package io.millwright.ingest.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replay did.
 *
 * @param replayed entries that were taken this time
 * @param quarantinedAgain entries that were refused again and stay open
 * @param reasons why, and how many of them for each reason
 * @param partial entries of which only a part is kept: they cannot be fed again, and stay open
 * @param unsettled entries that the pipeline had not finished with in time; they stay open
 * @param next where to go on, or null when the end was reached
 */
public record ReplayReport(
    int replayed,
    int quarantinedAgain,
    Map<String, Integer> reasons,
    int partial,
    int unsettled,
    @Nullable Long next) {

  /** Takes a copy of the map. */
  public ReplayReport {
    reasons = Map.copyOf(reasons);
  }
}
