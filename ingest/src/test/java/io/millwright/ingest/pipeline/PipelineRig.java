package io.millwright.ingest.pipeline;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.codec.NativeFormat;
import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.registry.RegistryFormat;
import io.millwright.ingest.registry.RegistryReader;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.Tenure;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.SettableClock;
import io.millwright.ingest.verify.Verification;
import io.millwright.rules.planfile.PlanReader;
import io.millwright.rules.state.AssetState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline between its two ends: a real database behind it, the test in the place of sources,
 * dispatcher and clock. Checkpoints are written at its end only, and can be forgotten: that is what
 * a crash does.
 */
final class PipelineRig implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(2, 1000, 100, Duration.ofHours(1), Duration.ofMillis(10));

  final SettableClock clock = new SettableClock(START);
  final List<UUID> raised = new CopyOnWriteArrayList<>();
  private final MigratedDatabase database = new MigratedDatabase();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final PipelineMetrics metrics = new PipelineMetrics(meters);
  private final ExecutorService blocking = Executors.newSingleThreadExecutor();
  private final BatchWriter writer =
      new BatchWriter(new QuarantineStore(dataSource(), meters), meters);
  private final Registry registry = new Registry(dataSource(), password -> password);
  private @Nullable Shards shards;
  private @Nullable Receiver receiver;

  PipelineRig() {
    registry.onChange(
        asset -> {
          if (shards != null) {
            shards.assetChanged(asset);
          }
        });
  }

  DataSource dataSource() {
    return database.dataSource();
  }

  String query(String sql) throws Exception {
    return database.query(sql);
  }

  void execute(String sql) throws Exception {
    database.execute(sql);
  }

  void register(String yaml) throws Exception {
    registry.importAll(
        new RegistryReader(Map.of())
            .read("test.yaml", RegistryFormat.YAML, yaml.getBytes(StandardCharsets.UTF_8)));
  }

  void start(@Nullable String plans) throws Exception {
    start(plans, null);
  }

  /** Starts it; with a registrar it registers what it does not know. */
  void start(@Nullable String plans, @Nullable Executor registrar) throws Exception {
    registry.load();
    Checkpoints checkpoints = new Checkpoints();
    Tenure tenure = Tenure.begin(dataSource());
    Shards started =
        new Shards(
            OPTIONS,
            recover(plans, tenure),
            new Committer(dataSource(), tenure, writer, checkpoints),
            dataSource(),
            blocking,
            orders -> orders.forEach(order -> raised.add(order.id())),
            metrics,
            clock);
    shards = started;
    receiver =
        new Receiver(
            new NativeFormat(),
            registry,
            started,
            metrics,
            registrar != null,
            registrar == null ? blocking : registrar);
    started.start();
  }

  private Shards.Recovered recover(@Nullable String plans, Tenure tenure) throws Exception {
    return new Recovery(dataSource(), new Checkpoints(), writer, tenure, meters)
        .recover(
            registry.all(), plans == null ? null : new PlanSource(plans, "plans.yaml", "test"));
  }

  /** How many items the database has refused for good. */
  int refused() {
    return (int) meters.get("millwright.refused").counter().count();
  }

  Shards shards() {
    return requireNonNull(shards);
  }

  /** Publishes as gateway {@code gw-1}; done when it is settled. */
  CompletableFuture<Settlement> publish(Topic.Kind kind, String json) {
    CompletableFuture<Settlement> settled = new CompletableFuture<>();
    requireNonNull(receiver)
        .accept(
            new Inbound(
                "gw-1",
                "millwright/v1/gw-1/" + kind.word(),
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                System.nanoTime(),
                settled::complete));
    return settled;
  }

  void send(Topic.Kind kind, String json) throws Exception {
    publish(kind, json).get(1, TimeUnit.MINUTES);
  }

  static String reading(String asset, String meter, long time, double value, String more) {
    return "{'asset':'"
        + asset
        + "','meter':'"
        + meter
        + "','time':"
        + time
        + ",'value':"
        + value
        + more
        + "}";
  }

  void reading(String asset, String meter, long time, double value) throws Exception {
    send(Topic.Kind.READINGS, reading(asset, meter, time, value, ""));
  }

  /** Hands in a plan file while it runs. */
  CompletableFuture<PlanChangeResult> change(String plans) throws Exception {
    return new PlanDesk(shards(), dataSource(), blocking)
        .change(new PlanSource(plans, "new.yaml", "jane"), PlanReader.read(plans), null)
        .toCompletableFuture();
  }

  FeedbackResult feedback(WorkOrderFeedback feedback) throws Exception {
    return shards().submit(feedback).toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  /** Ends it in order, with its last checkpoint. */
  void stop() {
    if (shards != null) {
      shards.close();
      shards = null;
    }
  }

  /** Ends it as {@code kill -9} would between two commits: the last checkpoint is not written. */
  void crash() throws Exception {
    // At one moment, as a crash is: a checkpoint may be under way.
    database.execute(
        "begin isolation level repeatable read;"
            + " create table kept_state as select * from asset_state;"
            + " create table kept_checkpoint as select * from checkpoint;"
            + " commit");
    stop();
    database.execute("truncate asset_state, checkpoint");
    database.execute("insert into asset_state select * from kept_state");
    database.execute("insert into checkpoint select * from kept_checkpoint");
    database.execute("drop table kept_state, kept_checkpoint");
  }

  /** The states that recovery finds, by tag. */
  Map<String, AssetState> recovered() throws Exception {
    Map<String, AssetState> states = new TreeMap<>();
    registry.load();
    for (AssetRuntime asset : recover(null, Tenure.begin(dataSource())).assets()) {
      states.put(asset.asset().asset().tag(), asset.fold().snapshot());
    }
    return states;
  }

  /** The state that recovery finds of one plan. */
  AssetState.PlanState recoveredPlan(String tag, String rule) throws Exception {
    AssetState state = requireNonNull(recovered().get(tag));
    return requireNonNull(state.plans().get(rule));
  }

  /** What was last checkpointed, by tag. */
  Map<String, AssetState> saved() throws Exception {
    Map<String, AssetState> states = new TreeMap<>();
    try (Connection connection = dataSource().getConnection()) {
      Map<Integer, Checkpoints.Saved> all =
          new Checkpoints()
              .load(
                  connection,
                  (asset, why) -> {
                    throw new AssertionError(why);
                  });
      for (RegisteredAsset asset : registry.all()) {
        Checkpoints.Saved one = all.get(asset.id());
        if (one != null) {
          states.put(asset.asset().tag(), one.state());
        }
      }
    }
    return states;
  }

  /** The fold over the whole log from its first event. */
  IndependentFold folded() throws Exception {
    return IndependentFold.of(dataSource());
  }

  /** What {@code millwright verify} says is wrong. */
  List<String> differences() throws Exception {
    List<String> lines = new ArrayList<>();
    new Verification(dataSource(), registry).run(lines::add);
    return lines;
  }

  /** Each order as {@code episode status}. */
  List<String> orders() throws Exception {
    List<String> orders = new ArrayList<>();
    try (Connection connection = dataSource().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select episode_key || ' ' || status from work_order order by number")) {
      while (rows.next()) {
        orders.add(rows.getString(1));
      }
    }
    return orders;
  }

  @Override
  public void close() {
    stop();
    blocking.shutdownNow();
    database.close();
  }
}
