package io.millwright.sim.replay;

import io.millwright.rules.backtest.Failure;
import io.millwright.rules.model.Asset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the assets of a run-to-failure data set were first and last seen, and when each failed.
 *
 * @param lives by tag, in the order of the file
 */
record LifeTimes(Map<String, Life> lives) {

  /**
   * One asset's life.
   *
   * @param asset what it is
   * @param first epoch milliseconds of its first row
   * @param last of its last row
   * @param failure when it failed; after {@code last} when the data were cut before
   */
  record Life(Asset asset, long first, long last, Failure failure) {}

  /**
   * Reads the set once.
   *
   * @param file the data set
   * @param mapping how to read it
   * @param remaining a file with the steps that each asset had left after its last row, one a line
   *     in the order of the assets; null: the last row is the failure
   * @throws IOException when a file cannot be read, or they do not fit each other
   */
  static LifeTimes scan(Path file, Mapping mapping, @Nullable Path remaining) throws IOException {
    Map<String, Asset> assets = new LinkedHashMap<>();
    Map<String, long[]> times = new LinkedHashMap<>();
    try (RowReader rows = new RowReader(file, mapping)) {
      RowDecoder decoder = new RowDecoder(mapping, rows.header());
      for (Row row = next(rows); row != null; row = next(rows)) {
        try {
          String tag = decoder.tag(row);
          long time = decoder.readings(row).get(0).time().toEpochMilli();
          if (!assets.containsKey(tag)) {
            assets.put(tag, decoder.asset(row));
            times.put(tag, new long[] {time, time});
          }
          times.merge(tag, new long[] {time, time}, LifeTimes::span);
        } catch (BrokenRow e) {
          // The back-test itself counts them.
        }
      }
    }
    List<Duration> left = left(remaining, mapping, assets.size());
    Map<String, Life> lives = new LinkedHashMap<>();
    assets.forEach(
        (tag, asset) -> {
          long[] span = times.getOrDefault(tag, new long[2]);
          Instant failed = Instant.ofEpochMilli(span[1]).plus(left.get(lives.size()));
          lives.put(
              tag,
              new Life(asset, span[0], span[1], new Failure(tag, failed.toEpochMilli(), null)));
        });
    return new LifeTimes(lives);
  }

  private static @Nullable Row next(RowReader rows) throws IOException {
    while (true) {
      try {
        return rows.next();
      } catch (BrokenRow e) {
        // The back-test itself counts them.
      }
    }
  }

  private static long[] span(long[] one, long[] other) {
    return new long[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])};
  }

  private static List<Duration> left(@Nullable Path file, Mapping mapping, int assets)
      throws IOException {
    Duration step = mapping.time().step() == null ? Duration.ofHours(1) : mapping.time().step();
    List<Duration> left = new ArrayList<>();
    if (file == null) {
      for (int i = 0; i < assets; i++) {
        left.add(Duration.ZERO);
      }
      return left;
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RowReader.unpacked(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          left.add(step.multipliedBy(Long.parseLong(line.strip())));
        }
      }
    } catch (NumberFormatException e) {
      throw new IOException(
          file + ", line " + (left.size() + 1) + ": a whole number of steps is expected", e);
    }
    if (left.size() != assets) {
      throw new IOException(
          file + " has " + left.size() + " lines for " + assets + " assets: one each is expected");
    }
    return left;
  }
}
