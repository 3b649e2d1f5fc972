package io.millwright.ingest.cli;

import io.millwright.rules.backtest.LeadWindow;
import io.millwright.rules.planfile.Spans;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a back-test can be told. */
final class BacktestOptions {
  private static final String NEVER = "never";

  @Option(
      names = "--plans",
      required = true,
      paramLabel = "FILE",
      description = "The plan file to try (YAML).")
  private Path plans;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Count from here: 2026-01-31 (UTC) or a date and time with offset. What was before is"
              + " folded, but not counted. Default: the oldest reading.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Up to here, a day included. Default: the newest reading.")
  private @Nullable String to;

  @Option(
      names = "--compare",
      paramLabel = "live|FILE",
      description = "Compare with the orders that were raised live, or with another plan file.")
  private @Nullable String compare;

  @Option(
      names = "--failures",
      paramLabel = "FILE",
      description =
          "Failures from a CSV file (asset,time,mode,...) instead of those that are recorded.")
  private @Nullable Path failures;

  @Option(
      names = "--lead",
      paramLabel = "FROM..TO",
      defaultValue = "0h..30d",
      description = "How long before a failure an order is useful (default: ${DEFAULT-VALUE}).")
  private String lead = "";

  @Option(
      names = "--nuisance-before",
      paramLabel = "SPAN",
      description =
          "An order further ahead of a failure than this is a nuisance. Default: the end of"
              + " --lead.")
  private @Nullable String nuisance;

  @Option(
      names = "--completed-after",
      paramLabel = "SPAN",
      defaultValue = "2 days",
      description =
          "Assume that each order is completed so long after it was raised, or 'never' (default:"
              + " ${DEFAULT-VALUE}).")
  private String completedAfter = "";

  @Option(
      names = "--threads",
      description = "How many read and fold at once. Default: one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print everything as JSON, each order and failure too.")
  private boolean json;

  Path plans() {
    return plans;
  }

  @Nullable String compare() {
    return compare;
  }

  @Nullable Path failures() {
    return failures;
  }

  boolean json() {
    return json;
  }

  int threads() {
    if (threads < 1) {
      throw new IllegalArgumentException("--threads must be at least 1");
    }
    return threads;
  }

  LeadWindow lead() {
    return LeadWindow.parse(lead, nuisance);
  }

  @Nullable Long completedAfterMillis() {
    return completedAfter.equals(NEVER) ? null : Spans.duration(completedAfter).toMillis();
  }

  Instant from(Instant oldest) {
    return from == null ? oldest : time("--from", from, false);
  }

  Instant to(Instant newest) {
    return to == null ? newest : time("--to", to, true);
  }

  private static Instant time(String option, String text, boolean endOfDay) {
    try {
      if (text.length() > "2026-01-31".length()) {
        return OffsetDateTime.parse(text).toInstant();
      }
      LocalDate day = LocalDate.parse(text).plusDays(endOfDay ? 1 : 0);
      return day.atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(endOfDay ? 1 : 0);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          option
              + " must be a day such as 2026-01-31 or a time such as 2026-01-31T06:00:00Z, not '"
              + text
              + "'",
          e);
    }
  }
}
