package io.millwright.rules.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code ./millwright bench rules [--quick]}: the quiet path beside hand-written arrays. Each round
 * measures both in a process of their own, one right after the other, so that a busy machine slows
 * both; printed are the medians over the rounds.
 */
public final class RulesBench {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final boolean quick;

  private RulesBench(boolean quick) {
    this.quick = quick;
  }

  /**
   * Runs and prints.
   *
   * @param args {@code --quick} for one short round, good for a first look only
   * @throws RunnerException when a measured process fails; its output says why
   */
  public static void main(String[] args) throws RunnerException {
    List<String> given = Arrays.asList(args);
    if (!List.of("--quick").containsAll(given)) {
      System.err.println("usage: ./millwright bench rules [--quick]");
      System.exit(2);
    }
    new RulesBench(given.contains("--quick")).run();
  }

  private void run() throws RunnerException {
    System.out.printf(
        "Java %s, %d processors. Five rules an asset, one thread, readings in random order.%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors());
    System.out.println("PRESS: over three meters; PUMP: all on one meter.");
    System.out.println();
    System.out.println("shape  assets    fold/arrays  fold M/s  arrays M/s  fold bytes/reading");
    for (Shape shape : Shape.values()) {
      for (int assets : new int[] {1_000, 10_000, 100_000}) {
        print(shape, assets);
      }
    }
    System.out.println();
    StateSize.print();
  }

  private void print(Shape shape, int assets) throws RunnerException {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < (quick ? 1 : 3); i++) {
      rounds.add(round(shape, assets));
    }
    System.out.printf(
        Locale.ROOT,
        "%-5s %,8d %12.2f %9.1f %11.1f %19.3f%n",
        shape,
        assets,
        median(rounds.stream().map(round -> round.fold / round.arrays).toList()),
        median(rounds.stream().map(Round::fold).toList()),
        median(rounds.stream().map(Round::arrays).toList()),
        median(rounds.stream().map(Round::allocated).toList()));
  }

  private Round round(Shape shape, int assets) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(QuietPath.class.getName() + "\\..*")
            .param("shape", shape.name())
            .param("assets", String.valueOf(assets))
            .addProfiler(GCProfiler.class)
            .forks(1)
            .jvmArgsAppend("-Xms1g", "-Xmx1g", "-Dslf4j.internal.verbosity=ERROR")
            .warmupIterations(quick ? 2 : 3)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(500))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    Collection<RunResult> results = new Runner(options.build()).run();
    RunResult fold = of(results, "fold");
    return new Round(
        fold.getPrimaryResult().getStatistics().getPercentile(50),
        of(results, "arrays").getPrimaryResult().getStatistics().getPercentile(50),
        Objects.requireNonNull(fold.getSecondaryResults().get(ALLOCATED)).getScore());
  }

  private static RunResult of(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith('.' + benchmark))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No result of " + benchmark));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /**
   * One round.
   *
   * @param fold million readings a second
   * @param arrays the same
   * @param allocated bytes a reading of the fold
   */
  private record Round(double fold, double arrays, double allocated) {}
}
