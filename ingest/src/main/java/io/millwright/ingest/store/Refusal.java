package io.millwright.ingest.store;

import java.sql.SQLException;
import java.util.Set;

/** Tells what the database will never take from what it will take later. */
public final class Refusal {
  // Classes of SQLSTATE that speak of what is written: cardinality, data (a number out of range, a
  // character that text cannot have), constraint, view's check, program limit (a row too large for
  // its page or index), and what a trigger raises. All else speaks of the database (connection,
  // resources, deadlock, read-only, shutting down) or of all that is written (a table or a right is
  // missing): it takes the same rows once somebody has helped it.
  private static final Set<String> FOR_GOOD = Set.of("21", "22", "23", "44", "54", "P0");
  private static final int CLASS_LENGTH = 2;

  private Refusal() {}

  /**
   * Whether the same would be refused again.
   *
   * @param failure of a transaction that was rolled back
   */
  public static boolean isForGood(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && state.length() > CLASS_LENGTH
        && FOR_GOOD.contains(state.substring(0, CLASS_LENGTH));
  }

  /** What the database said of the row, without the statement of a batch around it. */
  public static String text(SQLException failure) {
    SQLException said = failure.getNextException() == null ? failure : failure.getNextException();
    return said.getMessage() + " (SQLSTATE " + said.getSQLState() + ")";
  }
}
