package io.millwright.sim.replay;

import io.millwright.rules.backtest.AssetBacktest;
import io.millwright.rules.backtest.LeadWindow;
import io.millwright.rules.backtest.Question;
import io.millwright.rules.backtest.ReadingBlock;
import io.millwright.rules.backtest.Report;
import io.millwright.rules.backtest.Tally;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.plan.PlanSet;
import io.millwright.sim.contract.MeterReading;
import io.millwright.sim.replay.LifeTimes.Life;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A back-test on a run-to-failure data set instead of a database: the file goes through the fold
 * row by row, never all of it in memory. The file is read twice, for an order can only be judged
 * when it is known when its asset failed.
 */
public final class DataSetBacktest {

  /**
   * What came of it.
   *
   * @param question what was asked, over the time of the whole set
   * @param report the answer
   * @param brokenRows rows that could not be read
   */
  public record Result(Question question, Report report, long brokenRows) {}

  /** An asset's back-test, and the row that it is given. */
  private record Running(AssetBacktest backtest, ReadingBlock row) {}

  private final Mapping mapping;
  private final @Nullable Path remaining;
  private long brokenRows;

  /**
   * A back-test of one set.
   *
   * @param mapping how to read it
   * @param remaining a file with the steps that each asset had left after its last row, one a line
   *     in the order of the assets; null: each asset's last row is its failure
   */
  public DataSetBacktest(Mapping mapping, @Nullable Path remaining) {
    this.mapping = mapping;
    this.remaining = remaining;
  }

  /**
   * Runs it.
   *
   * @param file the data set
   * @param plans the rules to try
   * @param completedAfter see {@link Question}
   * @param lead see {@link Question}
   * @return the answer
   * @throws IOException when a file cannot be read
   * @throws IllegalArgumentException when the mapping names a column that is not there
   */
  public Result run(Path file, PlanSet plans, @Nullable Long completedAfter, LeadWindow lead)
      throws IOException {
    Map<String, Life> lives = LifeTimes.scan(file, mapping, remaining).lives();
    if (lives.isEmpty()) {
      throw new IOException(file + " has no row that the mapping can read");
    }
    long from = lives.values().stream().mapToLong(Life::first).min().orElse(0);
    long to = lives.values().stream().mapToLong(life -> life.failure().time()).max().orElse(from);
    Question question = new Question(plans, from, to, completedAfter, lead);
    Tally tally = new Tally(question);
    Map<String, Running> running = new HashMap<>();
    lives.forEach(
        (tag, life) ->
            running.put(
                tag,
                new Running(
                    new AssetBacktest(
                        question, life.asset(), List.of(life.failure()), life.last(), tally),
                    new ReadingBlock(mapping.meters().size()))));
    try (RowReader rows = new RowReader(file, mapping)) {
      RowDecoder decoder = new RowDecoder(mapping, rows.header());
      boolean more = true;
      while (more) {
        more = fold(rows, decoder, running);
      }
    }
    lives.keySet().forEach(tag -> of(running, tag).backtest().end());
    return new Result(question, tally.report(), brokenRows);
  }

  private boolean fold(RowReader rows, RowDecoder decoder, Map<String, Running> running)
      throws IOException {
    try {
      @Nullable Row next = rows.next();
      if (next == null) {
        return false;
      }
      List<MeterReading> readings = decoder.readings(next);
      Running asset = of(running, readings.get(0).asset());
      asset.row.clear();
      for (int meter = 0; meter < readings.size(); meter++) {
        MeterReading reading = readings.get(meter);
        asset.row.add(meter, reading.time().toEpochMilli(), reading.value(), ReadingFlags.GOOD);
      }
      asset.backtest.readings(asset.row);
    } catch (BrokenRow e) {
      brokenRows++;
    }
    return true;
  }

  private static Running of(Map<String, Running> running, String tag) {
    Running asset = running.get(tag);
    if (asset == null) {
      throw new IllegalStateException("The file changed while it was read: " + tag + " is new");
    }
    return asset;
  }
}
