package io.millwright.sim.bench.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.store.BatchWriter;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * What it costs to store readings, beside the least that it can cost: each round measures every way
 * in turn on the same table, in another order each time; printed are the medians.
 */
final class StoreBench {
  private static final int METERS = 10_000;
  private static final int BATCH = 10_000;
  private static final int ROUNDS = 5;
  private static final int[] BATCHES = {1, 10, 30, 100, 1_000, 5_000, 10_000};
  private static final String LIMIT = "raw COPY, sorted";

  private final DatabaseAddress address;
  private final int rowsAWay;
  private final int stored;
  private final PrintWriter out;
  private final Map<String, StoreWay> ways = new LinkedHashMap<>();
  private final StoreWay news;
  private final StoreWay late;
  private long next;

  /**
   * Prepares it.
   *
   * @param address a migrated database that may be filled
   * @param source the same
   * @param stored how many rows are there before
   * @param rowsAWay how many rows each way writes in a round
   */
  StoreBench(
      DatabaseAddress address, DataSource source, int stored, int rowsAWay, PrintWriter out) {
    this.stored = stored;
    this.address = address;
    this.rowsAWay = rowsAWay;
    this.out = out;
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    BatchWriter writer = new BatchWriter(new QuarantineStore(source, metrics), metrics);
    news = new StoreWay.Writer(writer, true, false);
    late = new StoreWay.Writer(writer, false, false);
    ways.put(LIMIT, new StoreWay.RawCopy(true));
    ways.put("Millwright, in order", news);
    ways.put("raw COPY, unsorted", new StoreWay.RawCopy(false));
    ways.put("Millwright, late", late);
    ways.put("INSERT..unnest..ON CONFLICT", new StoreWay.UnnestInsert());
    ways.put("COPY to staging, then INSERT", new StoreWay.StagedCopy());
    ways.put("Millwright, after a collision", new StoreWay.Writer(writer, true, true));
  }

  /** Measures and prints. */
  void run() throws SQLException, InterruptedException, ExecutionException {
    try (Connection connection = connect()) {
      // With few readings a meter, many meters share a page of the index: too good to be true.
      measure(way(LIMIT), connection, stored, BATCH);
      Map<String, List<Cost>> costs = new LinkedHashMap<>();
      ways.keySet().forEach(name -> costs.put(name, new ArrayList<>()));
      List<Double> two = new ArrayList<>();
      for (int round = -1; round < ROUNDS; round++) {
        List<String> names = new ArrayList<>(ways.keySet());
        Collections.rotate(names, round);
        for (String name : names) {
          Cost cost = measure(way(name), connection, rowsAWay, BATCH);
          if (round >= 0) { // The first one warms up.
            list(costs, name).add(cost);
          }
        }
        if (round >= 0) {
          two.add(twoConnections());
        }
      }
      print(costs, two);
      latencies(connection);
    }
  }

  private StoreWay way(String name) {
    return Objects.requireNonNull(ways.get(name));
  }

  private static List<Cost> list(Map<String, List<Cost>> costs, String name) {
    return Objects.requireNonNull(costs.get(name));
  }

  private Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    connection.setAutoCommit(false);
    return connection;
  }

  private Cost measure(StoreWay way, Connection connection, int rows, int batch)
      throws SQLException {
    BackendCpu server = new BackendCpu(connection);
    double cpu = 0;
    long nanos = 0;
    long[] commits = new long[Math.max(1, rows / batch)];
    for (int i = 0; i < commits.length; i++) {
      Rows some = Rows.of(batch, METERS, next);
      next += batch;
      Object prepared = way.prepare(some, connection);
      connection.commit();
      double cpuBefore = server.micros();
      long start = System.nanoTime();
      way.write(prepared, connection);
      connection.commit();
      commits[i] = System.nanoTime() - start;
      cpu += server.micros() - cpuBefore;
      nanos += commits[i];
    }
    Arrays.sort(commits);
    double all = (double) commits.length * batch;
    return new Cost(all * 1e9 / nanos, cpu / all, commits);
  }

  /** Rows a second of two connections that write at the same time. */
  private double twoConnections() throws SQLException, InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (Connection one = connect();
        Connection other = connect()) {
      List<Future<?>> running = new ArrayList<>();
      long from = next;
      next += 2L * rowsAWay;
      long start = System.nanoTime();
      for (int i = 0; i < 2; i++) {
        Connection connection = i == 0 ? one : other;
        long first = from + (long) i * rowsAWay;
        running.add(
            pool.submit(
                () -> {
                  for (int done = 0; done < rowsAWay; done += BATCH) {
                    news.write(Rows.of(BATCH, METERS, first + done), connection);
                    connection.commit();
                  }
                  return done();
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
      return 2.0 * rowsAWay * 1e9 / (System.nanoTime() - start);
    } finally {
      pool.shutdown();
    }
  }

  private static boolean done() {
    return true;
  }

  private void print(Map<String, List<Cost>> costs, List<Double> two) {
    out.printf(
        Locale.ROOT,
        "%n%,d rows there; %,d rows each, %,d a commit, %,d meters; medians of %d rounds%n%n",
        stored,
        rowsAWay,
        BATCH,
        METERS,
        ROUNDS);
    out.println("way                             of the limit    rows/s  server us/row  us/limit");
    List<Double> limits = list(costs, LIMIT).stream().map(Cost::rate).toList();
    double limitCpu = median(list(costs, LIMIT).stream().map(Cost::cpu).toList());
    costs.forEach(
        (name, all) -> {
          double rate = median(all.stream().map(Cost::rate).toList());
          double cpu = median(all.stream().map(Cost::cpu).toList());
          out.printf(
              Locale.ROOT,
              "%-30s %13.2f %,9.0f %14.2f %9.2f%n",
              name,
              ofLimit(all.stream().map(Cost::rate).toList(), limits),
              rate,
              cpu,
              cpu / limitCpu);
        });
    out.printf(
        Locale.ROOT,
        "%-30s %13.2f %,9.0f%n",
        "Millwright, two connections",
        ofLimit(two, limits),
        median(two));
    out.flush();
  }

  /** Batches of all sizes, both ways in turn. */
  private void latencies(Connection connection) throws SQLException {
    out.printf(
        "%nTime to write and commit a batch, milliseconds%n%n"
            + "rows in it   in order p50     p99   late p50     p99%n");
    for (int batch : BATCHES) {
      int commits = Math.max(40, Math.min(300, 200_000 / batch));
      List<Long> ordered = new ArrayList<>();
      List<Long> others = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        add(ordered, measure(news, connection, batch * commits / 4, batch));
        add(others, measure(late, connection, batch * commits / 4, batch));
      }
      out.printf(
          Locale.ROOT,
          "%,10d %14.2f %7.2f %10.2f %7.2f%n",
          batch,
          percentile(ordered, 0.5),
          percentile(ordered, 0.99),
          percentile(others, 0.5),
          percentile(others, 0.99));
      out.flush();
    }
  }

  private static void add(List<Long> all, Cost cost) {
    Arrays.stream(cost.commits).forEach(all::add);
  }

  private static double percentile(List<Long> nanos, double share) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share))) / 1e6;
  }

  /** Median of the ratios of each round: a machine that is busy for a while slows both. */
  private static double ofLimit(List<Double> rates, List<Double> limits) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rates.size(); round++) {
      ratios.add(rates.get(round) / limits.get(round));
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /**
   * What a way cost.
   *
   * @param rate rows a second
   * @param cpu microseconds a row of the server's process
   * @param commits nanoseconds, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cost(double rate, double cpu, long[] commits) {}
}
