package io.millwright.ingest.backtest;

import io.millwright.rules.backtest.AssetJudge;
import io.millwright.rules.backtest.Failure;
import io.millwright.rules.backtest.OrderResult;
import io.millwright.rules.backtest.Question;
import io.millwright.rules.backtest.Report;
import io.millwright.rules.backtest.Tally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders that were raised live, set against the same failures as those of a back-test. */
public final class LiveOrders {
  private static final int FETCH = 10_000;

  /**
   * Judges them.
   *
   * @param connection with auto-commit off
   * @param question whose time and lead window to judge by; its plans say which of the rules are
   *     conditions, and of one that it has no more the order's type does
   * @param failures of each asset, by its tag
   * @return the orders' counts; readings are not looked at
   * @throws SQLException when the database fails
   */
  public Report judge(Connection connection, Question question, Map<String, List<Failure>> failures)
      throws SQLException {
    Tally tally = new Tally(question);
    Map<String, AssetJudge> judges = new HashMap<>();
    failures.forEach((tag, own) -> judges.put(tag, judge(question, own, tally)));
    try (PreparedStatement select =
        connection.prepareStatement(
            "select a.tag, w.rule, w.type, w.raised_at, w.due_at, w.evidence ->> 'why',"
                + " coalesce((w.job ->> 'duration_minutes')::bigint, 0)"
                + " from work_order w join asset a on a.id = w.asset_id"
                + " where w.raised_at between ? and ? order by w.raised_at, w.number")) {
      select.setFetchSize(FETCH);
      select.setTimestamp(1, Timestamp.from(Instant.ofEpochMilli(question.from())));
      select.setTimestamp(2, Timestamp.from(Instant.ofEpochMilli(question.to())));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          judges
              .computeIfAbsent(row.getString(1), tag -> judge(question, List.of(), tally))
              .order(order(row), foretells(question, row), row.getLong(7) * 60_000);
        }
      }
    }
    judges.values().forEach(AssetJudge::end);
    return tally.report();
  }

  private static AssetJudge judge(Question question, List<Failure> failures, Tally tally) {
    return new AssetJudge(question, failures, question.to(), tally);
  }

  private static OrderResult order(ResultSet row) throws SQLException {
    return new OrderResult(
        row.getString(1),
        row.getString(2),
        row.getTimestamp(4).getTime(),
        millis(row.getTimestamp(5)),
        null,
        null,
        row.getString(6));
  }

  private static @Nullable Long millis(@Nullable Timestamp time) {
    return time == null ? null : time.getTime();
  }

  private static boolean foretells(Question question, ResultSet row) throws SQLException {
    Boolean known = question.foretells(row.getString(2));
    return known == null ? !row.getString(3).equals("PM") : known;
  }
}
