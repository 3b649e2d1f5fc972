package io.millwright.ingest.pipeline;

import static io.millwright.ingest.pipeline.PipelineRig.START;
import static io.millwright.ingest.pipeline.PipelineRig.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.codec.MessageDecoder;
import io.millwright.ingest.codec.Topic.Kind;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.testing.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single paths through a shard, against a real database. */
class ShardsIT {
  static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM}
      conditions:
        - id: jam
          title: It is jammed
          for: {class: pump, tags: [BARE]}
          fault: {code: E-1}
          work: {type: EM}
      """;
  static final String ASSETS =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters:
            - {name: hours, kind: counter, unit: h, rollover: 10000}
        - {tag: BARE, class: box, ownership: owned}
      gateways: [{id: gw-1, password: gw-1, assets: [P-1, BARE]}]
      """;
  private static final long T = START.toEpochMilli() - 1_000_000;

  private final PipelineRig rig = new PipelineRig();

  @BeforeEach
  void start() throws Exception {
    rig.register(ASSETS);
    rig.start(PLANS);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aValueThatTheCounterCannotShowIsCalledImplausible() throws Exception {
    rig.reading("P-1", "hours", T, 20_000);
    assertThat(rig.query("select reason || ': ' || detail from quarantine"))
        .startsWith("implausible: ")
        .contains("20000");
  }

  @Test
  void aDropIsCalledUnexplained() throws Exception {
    rig.reading("P-1", "hours", T, 500);
    rig.reading("P-1", "hours", T + 1, 400);
    assertThat(rig.query("select reason || ': ' || detail from quarantine"))
        .startsWith("unexplained_drop: Counter 'hours' fell to 400.0 (life-to-date so far 500.0)");
  }

  @Test
  void anotherValueOfTheSameTimeIsInConflict() throws Exception {
    rig.reading("P-1", "hours", T, 500);
    rig.reading("P-1", "hours", T, 501);
    assertThat(rig.query("select reason from quarantine")).isEqualTo("conflicting_value");
  }

  /** The fault was resolved just before the import that makes the asset a pump. */
  @Test
  void whatWasResolvedBeforeARegistryChangeDoesNotUndoIt() throws Exception {
    var stale = registered("BARE", "box");
    rig.register(
        """
        assets: [{tag: BARE, class: pump, ownership: contracted, account: A}]
        """);
    CompletableFuture<Settlement> settled = new CompletableFuture<>();
    rig.shards().put(fault(stale, T, settled));
    settled.get(1, TimeUnit.MINUTES);
    assertThat(rig.query("select target from work_order")).isEqualTo("fsm");
  }

  private ShardItem fault(RegisteredAsset asset, long time, CompletableFuture<Settlement> settled)
      throws Exception {
    byte[] payload =
        ("{\"asset\":\"BARE\",\"code\":\"E-1\",\"time\":" + time + ",\"active\":true}")
            .getBytes(StandardCharsets.UTF_8);
    MessageInFlight message = message(settled::complete);
    return new Resolver(tag -> asset, rig.clock)
        .resolve(new MessageDecoder().decode(Kind.FAULTS, payload), message)
        .get(0);
  }

  private static MessageInFlight message(Acknowledgement acknowledgement) {
    Inbound inbound =
        new Inbound("gw-1", "millwright/v1/gw-1/faults", new byte[0], 0, acknowledgement);
    return new MessageInFlight(
        inbound, Settlement.STORED, 1, new PipelineMetrics(new SimpleMeterRegistry()));
  }

  private RegisteredAsset registered(String tag, String assetClass) throws Exception {
    var registry = new Registry(rig.dataSource(), p -> p);
    registry.load();
    var asset = Objects.requireNonNull(registry.asset(tag));
    assertThat(asset.asset().assetClass()).isEqualTo(assetClass);
    return asset;
  }

  @Test
  void twoItemsOfOneOrderInOneBatchAreSettledInTheirOrder() throws Exception {
    rig.reading("P-1", "hours", T, 50);
    rig.reading("P-1", "hours", T + 1, 150);
    UUID order = rig.raised.get(0);
    var first = rig.shards().submit(said(order, WorkOrderFeedback.Kind.CANCELLED));
    var second = rig.shards().submit(said(order, WorkOrderFeedback.Kind.COMPLETED));
    assertThat(first.toCompletableFuture().get(1, TimeUnit.MINUTES))
        .isEqualTo(new FeedbackResult.Applied("cancelled", false));
    assertThat(second.toCompletableFuture().get(1, TimeUnit.MINUTES))
        .isInstanceOf(FeedbackResult.Conflict.class);
    assertThat(rig.orders()).containsExactly("P-1/service/1 cancelled");
    assertThat(rig.query("select closed_by from episode")).isEqualTo("cancelled");
  }

  private static WorkOrderFeedback said(UUID order, WorkOrderFeedback.Kind kind) {
    return new WorkOrderFeedback(order, kind, START, null, "r", null);
  }

  @Test
  void feedbackAfterTheEndIsAnsweredAndNotTaken() throws Exception {
    rig.reading("P-1", "hours", T, 50);
    rig.reading("P-1", "hours", T + 1, 150);
    Shards shards = rig.shards();
    rig.stop();
    var late = shards.submit(said(rig.raised.get(0), WorkOrderFeedback.Kind.COMPLETED));
    assertThatThrownBy(() -> late.toCompletableFuture().get(1, TimeUnit.MINUTES))
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(rig.orders()).containsExactly("P-1/service/1 open");
  }

  /**
   * While the queue was full the sources were paused; emptying it at the end must not wake them.
   */
  @Test
  void sourcesStayQuietWhileTheShardsEnd() throws Exception {
    var calls = new CopyOnWriteArrayList<String>();
    rig.shards()
        .register(
            new FlowControl() {
              @Override
              public void pause() {
                calls.add("pause");
              }

              @Override
              public void resume() {
                calls.add("resume");
              }
            });
    rig.shards().expect(2000);
    Shards shards = rig.shards();
    rig.stop();
    shards.expect(-2000);
    assertThat(calls).containsExactly("pause");
  }

  @Test
  void everythingReceivedIsCommittedBeforeTheEnd() throws Exception {
    var settled = new ArrayList<CompletableFuture<Settlement>>();
    for (int i = 0; i < 500; i++) {
      settled.add(rig.publish(Kind.READINGS, reading("P-1", "hours", T + i, i / 100.0, "")));
    }
    rig.stop();
    assertThat(settled).allMatch(CompletableFuture::isDone);
    assertThat(rig.query("select count(*) from reading")).isEqualTo("500");
  }

  @Test
  void aClockTickRaisesWhileSensorsAreSilentAndIsInTheLog() throws Exception {
    rig.stop();
    rig.start(
        """
        plans:
          - id: monthly
            title: Monthly look
            for: {class: pump}
            calendar: {every: 1 month}
            work: {type: PM}
        """);
    Eventually.holds(
        () ->
            assertThat(rig.query("select count(*) from asset_event where kind = 'tick'"))
                .isEqualTo("1"));
    rig.clock.advance(Duration.ofDays(40));
    Eventually.holds(() -> assertThat(rig.orders()).containsExactly("P-1/monthly/1 open"));
    rig.crash();
    assertThat(rig.recoveredPlan("P-1", "monthly").cycle()).isEqualTo(1);
  }

  /** A later message of the gateway finds the asset registered, and must not overtake the first. */
  @Test
  void registeringKeepsTheOrderOfAGatewaysMessages() throws Exception {
    List<Runnable> registrations = new ArrayList<>();
    rig.stop();
    rig.start(null, registrations::add);
    var first = rig.publish(Kind.READINGS, reading("NEW", "temp", T, 1, ""));
    rig.register(
        """
        assets:
          - {tag: NEW, class: box, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
        gateways: [{id: gw-1, assets: [P-1, BARE, NEW]}]
        """);
    var second = rig.publish(Kind.READINGS, reading("NEW", "temp", T + 1, 2, ""));
    registrations.forEach(Runnable::run);
    first.get(1, TimeUnit.MINUTES);
    second.get(1, TimeUnit.MINUTES);
    assertThat(rig.query("select string_agg(value::text, ' ' order by seq) from reading"))
        .isEqualTo("1 2");
    rig.reading("NEW", "temp", T + 2, 3);
    assertThat(registrations).hasSize(2);
  }

  @Test
  void registersEachUnknownMeterOfAMessageOnce() throws Exception {
    rig.stop();
    rig.start(null, Runnable::run);
    rig.send(
        Kind.READINGS,
        "["
            + reading("NEW", "temp", T, 1, "")
            + ","
            + reading("NEW", "temp", T + 1, 2, "")
            + ","
            + reading("NEW", "flow", T, 3, "")
            + "]");
    assertThat(rig.query("select count(*) from reading")).isEqualTo("3");
    assertThat(
            rig.query("select string_agg(name, ' ' order by id) from meter where name <> 'hours'"))
        .isEqualTo("temp flow");
  }

  @Test
  void whatIsLargeCountsForMore() {
    QuarantineEntry large =
        Resolver.whole(QuarantineReason.UNDECODABLE, "", "gw-1", "t", new byte[1 << 20]);
    ShardItem item = new ShardItem.Refused(message(settlement -> {}), large);
    assertThat(item.weight()).isBetween(1000, 10_000);
  }
}
