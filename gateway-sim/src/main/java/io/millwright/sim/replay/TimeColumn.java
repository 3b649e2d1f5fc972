package io.millwright.sim.replay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When a row was measured: a time in a column, or a number of steps after a start.
 *
 * @param column the column's number from 1, or its name
 * @param start with {@code step}: the time of step 0; null: the column holds a time, either RFC
 *     3339 or epoch milliseconds
 * @param step the length of a step, such as {@code PT1H}
 */
public record TimeColumn(String column, @Nullable Instant start, @Nullable Duration step) {

  /** Validates that start and step come together. */
  @SuppressWarnings("ConstantValue") // the parser passes null for what a file leaves out
  public TimeColumn {
    if (column == null) {
      throw new IllegalArgumentException("'time' needs a 'column'");
    }
    if ((start == null) != (step == null)) {
      throw new IllegalArgumentException(
          "'start' and 'step' belong together: time = start + cell x step; leave both out when the"
              + " column holds a time");
    }
  }

  /**
   * Reads a cell.
   *
   * @throws IllegalArgumentException when it holds no time
   */
  Instant at(String cell) {
    try {
      if (start != null && step != null) {
        double steps = Double.parseDouble(cell);
        return start.plusMillis(Math.round(steps * step.toMillis()));
      }
      return cell.chars().allMatch(Character::isDigit) && !cell.isEmpty()
          ? Instant.ofEpochMilli(Long.parseLong(cell))
          : OffsetDateTime.parse(cell).toInstant();
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "column "
              + column
              + ": '"
              + cell
              + (start == null
                  ? "' is no time: use RFC 3339 with offset or epoch milliseconds"
                  : "' is no number of steps"),
          e);
    }
  }
}
