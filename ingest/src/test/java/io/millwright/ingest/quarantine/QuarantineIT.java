package io.millwright.ingest.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.pipeline.FlowControl;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.Refusal;
import io.millwright.ingest.pipeline.Settlement;
import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.ingest.replay.QuarantineReplay;
import io.millwright.ingest.replay.ReplayReport;
import io.millwright.ingest.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantineIT {
  private static final Instant TIME = Instant.parse("2026-11-23T01:02:03.456Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private static MigratedDatabase database;
  private QuarantineStore store;

  @BeforeAll
  static void open() {
    database = new MigratedDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void startEmpty() throws SQLException {
    database.execute("truncate quarantine, quarantine_drop");
    store = new QuarantineStore(database.dataSource(), metrics);
  }

  @Test
  void keepsAnEntryAsItCame() throws SQLException {
    insert(entry("A", "{}"));

    QuarantinedMessage kept = only();
    assertThat(kept.entry())
        .usingRecursiveComparison()
        .isEqualTo(
            new QuarantineEntry(
                QuarantineReason.UNKNOWN_ASSET,
                "No asset A",
                "gw-1",
                "millwright/v1/gw-1/readings",
                "A",
                "temp",
                TIME,
                "{}".getBytes(UTF_8)));
    assertThat(kept.seen()).isEqualTo(1);
    assertThat(kept.replayedAt()).isNull();
    assertThat(store.about("gw-1", "A", "temp", TIME)).hasSize(1);
    assertThat(store.about("gw-1", "A", "temp", TIME.plusMillis(1))).isEmpty();
  }

  @Test
  void redeliveriesCountUpAndGiveTheLatestReason() throws SQLException {
    insert(entry("A", "{}"), entry("A", "{}"), entry("B", "{\"b\":1}"));
    insert(refusedFor(QuarantineReason.UNKNOWN_METER, entry("A", "{}")));

    assertThat(store.page(QuarantineFilter.OPEN, 0, 10))
        .extracting(m -> m.entry().reason() + " " + m.seen())
        .containsExactlyInAnyOrder("UNKNOWN_METER 3", "UNKNOWN_ASSET 1");
    assertThat(count("unknown_asset")).isEqualTo(3);
    assertThat(count("unknown_meter")).isEqualTo(1);
    assertThat(count("too_old")).isZero();
  }

  @Test
  void takesWhateverAHostilePayloadHolds() throws SQLException {
    insert(
        new QuarantineEntry(
            QuarantineReason.MALFORMED,
            "x".repeat(5000) + "\u0000",
            "gw\u0000",
            "t\ud800",
            "\u0000",
            "y".repeat(100_000),
            Instant.MAX,
            new byte[] {0, (byte) 0xff}));

    QuarantineEntry kept = only().entry();
    assertThat(kept.asset()).isEqualTo("\ufffd");
    assertThat(kept.detail()).hasSize(1000);
    assertThat(kept.time()).isNull();
    assertThat(kept.payload()).containsExactly(0, 0xff);
  }

  @Test
  void isPartOfTheCallersTransaction() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.insert(connection, List.of(entry("A", "{}")));
      connection.rollback();
    }
    assertThat(store.page(QuarantineFilter.OPEN, 0, 10)).isEmpty();
  }

  @Test
  void pagesAndFilters() throws SQLException {
    insert(entry("A", "1"), entry("B", "2"));
    insert(refusedFor(QuarantineReason.TOO_OLD, entry("A", "3")));
    List<QuarantinedMessage> all = store.page(QuarantineFilter.OPEN, 0, 10);

    assertThat(all).hasSize(3);
    assertThat(store.page(QuarantineFilter.OPEN, all.get(1).id(), 10)).hasSize(1);
    assertThat(store.page(QuarantineFilter.OPEN, 0, 2)).hasSize(2);
    assertThat(page(QuarantineReason.TOO_OLD, null)).hasSize(1);
    assertThat(page(QuarantineReason.TOO_OLD, "B")).isEmpty();
    assertThat(page(null, "A")).hasSize(2);
    assertThat(store.page(new QuarantineFilter(null, null, "gw-2", true, null), 0, 9)).isEmpty();
    List<Long> ids = List.of(all.get(0).id(), all.get(2).id());
    assertThat(store.page(new QuarantineFilter(null, null, null, true, ids), 0, 9)).hasSize(2);
  }

  @Test
  void replayFeedsTheMessageAndClosesTheEntry() throws Exception {
    insert(entry("A", "{\"a\":1}"));
    FakeIntake intake = new FakeIntake();

    ReplayReport report = replay(intake, 0, 10);

    assertThat(report).isEqualTo(new ReplayReport(1, 0, Map.of(), 0, 0, null));
    assertThat(intake.fed).hasSize(1);
    assertThat(intake.fed.get(0).gateway()).isEqualTo("gw-1");
    assertThat(intake.fed.get(0).topic()).isEqualTo("millwright/v1/gw-1/readings");
    assertThat(intake.fed.get(0).payload()).isEqualTo("{\"a\":1}".getBytes(UTF_8));
    assertThat(store.page(QuarantineFilter.OPEN, 0, 10)).isEmpty();
    assertThat(replay(intake, 0, 10).replayed()).isZero();
    assertThat(intake.fed).hasSize(1);
  }

  @Test
  void anEntryThatIsRefusedAgainStaysOpen() throws Exception {
    insert(entry("A", "1"), entry("B", "2"));
    FakeIntake intake = new FakeIntake();
    intake.refusing = "2";

    assertThat(replay(intake, 0, 10))
        .isEqualTo(new ReplayReport(1, 1, Map.of("unknown_asset", 1), 0, 0, null));

    QuarantinedMessage open = only();
    assertThat(open.entry().asset()).isEqualTo("B");
    assertThat(open.seen()).isEqualTo(2);
  }

  @Test
  void aClosedEntryThatComesBackIsOpenAgain() throws Exception {
    insert(entry("A", "1"));
    replay(new FakeIntake(), 0, 10);
    assertThat(store.page(QuarantineFilter.OPEN, 0, 10)).isEmpty();

    insert(entry("A", "1"));
    assertThat(only().seen()).isEqualTo(2);
  }

  @Test
  void aMessageThatIsNotSettledStaysOpen() throws Exception {
    insert(entry("A", "1"));
    FakeIntake intake = new FakeIntake();
    intake.silent = true;

    ReplayReport report =
        new QuarantineReplay(store, intake, Duration.ofMillis(1))
            .replay(QuarantineFilter.OPEN, 0, 10);

    assertThat(report).isEqualTo(new ReplayReport(0, 0, Map.of(), 0, 1, null));
    assertThat(only().replayedAt()).isNull();
  }

  @Test
  void replayGoesOnWhereItsLimitEndedIt() throws Exception {
    QuarantineEntry[] entries = new QuarantineEntry[200];
    Arrays.setAll(entries, i -> entry("A" + i, "" + i));
    insert(entries);
    FakeIntake intake = new FakeIntake();

    ReplayReport first = replay(intake, 0, 150);
    Long next = first.next();
    assertThat(first.replayed()).isEqualTo(150);
    assertThat(next).isNotNull();
    assertThat(replay(intake, next == null ? 0 : next, 150))
        .isEqualTo(new ReplayReport(50, 0, Map.of(), 0, 0, null));
    assertThat(intake.fed).hasSize(200);
  }

  @Test
  void aPartOfAMessageIsNeverFedAgain() throws Exception {
    QuarantineEntry head =
        new QuarantineEntry(
            QuarantineReason.TOO_LARGE,
            "d",
            "gw-1",
            "t",
            null,
            null,
            null,
            "12".getBytes(UTF_8),
            9);
    insert(head, entry("A", "1"));
    FakeIntake intake = new FakeIntake();

    assertThat(replay(intake, 0, 10)).isEqualTo(new ReplayReport(1, 0, Map.of(), 1, 0, null));
    assertThat(intake.fed).hasSize(1);
    assertThat(only().entry().size()).isEqualTo(9);
    assertThat(only().entry().isWhole()).isFalse();
  }

  @Test
  void whoDroppedWhatIsRecorded() throws Exception {
    insert(entry("A", "1"), entry("A", "22"), entry("B", "3"));
    QuarantineDrops drops = new QuarantineDrops(database.dataSource(), metrics);

    QuarantineFilter ofA = new QuarantineFilter(null, "A", null, false, null);
    assertThat(drops.drop(ofA, "jane")).isEqualTo(new Dropped(2, 3));
    assertThat(drops.drop(ofA, "jane")).isEqualTo(new Dropped(0, 0));

    assertThat(only().entry().asset()).isEqualTo("B");
    assertThat(recorded()).containsExactly("jane asset A 2 3");
    assertThat(metrics.get("millwright.quarantine.dropped").tag("by", "person").counter().count())
        .isEqualTo(2);
    QuarantineFilter future =
        new QuarantineFilter(null, null, null, false, null, Instant.parse("2999-01-01T00:00:00Z"));
    assertThat(drops.drop(future, "jane").entries()).isZero();
  }

  private static List<String> recorded() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        var select =
            connection.prepareStatement(
                "select by, selection, entries, bytes from quarantine_drop order by id");
        var row = select.executeQuery()) {
      while (row.next()) {
        rows.add(
            row.getString(1)
                + " "
                + row.getString(2)
                + " "
                + row.getLong(3)
                + " "
                + row.getLong(4));
      }
    }
    return rows;
  }

  @Test
  void onlyALimitDeletesByItselfTheReplayedFirstThenTheOldest() throws Exception {
    QuarantineDrops drops = new QuarantineDrops(database.dataSource(), metrics);
    insert(entry("A", "1"));
    insert(entry("B", "22"));
    insert(entry("C", "333"));
    insert(entry("D", "4444"));
    database.execute("update quarantine set replayed_at = now() where asset = 'C'");

    SimpleMeterRegistry seen = keep(drops, QuarantineLimit.NONE, 4);
    assertThat(seen.get("millwright.quarantine.bytes").gauge().value()).isEqualTo(10);
    assertThat(seen.get("millwright.quarantine.oldest").gauge().value()).isPositive();
    keep(drops, new QuarantineLimit(3, Long.MAX_VALUE), 3);
    assertThat(assets()).containsExactly("A", "B", "D");
    keep(drops, QuarantineLimit.parse("4"), 3);
    keep(drops, new QuarantineLimit(Long.MAX_VALUE, 5), 1);

    assertThat(assets()).containsExactly("D");
    assertThat(recorded())
        .containsExactly("limit the limit of 3 entries 1 3", "limit the limit of 5 bytes 2 3");
    assertThat(metrics.get("millwright.quarantine.dropped").tag("by", "limit").counter().count())
        .isEqualTo(3);
  }

  /** Lets a keeper look until so many entries are left. */
  private SimpleMeterRegistry keep(QuarantineDrops drops, QuarantineLimit limit, int left) {
    SimpleMeterRegistry own = new SimpleMeterRegistry();
    try (QuarantineKeeper keeper =
        new QuarantineKeeper(
            database.dataSource(),
            drops,
            limit,
            Duration.ofMillis(20),
            InstantSource.system(),
            own)) {
      keeper.start();
      QuarantineFilter all = new QuarantineFilter(null, null, null, false, null);
      Eventually.holds(
          () -> {
            assertThat(store.page(all, 0, 10)).hasSize(left);
            assertThat(own.get("millwright.quarantine.open").gauge().value()).isPositive();
          });
      return own;
    }
  }

  private List<String> assets() throws SQLException {
    return store.page(QuarantineFilter.OPEN, 0, 10).stream()
        .map(m -> String.valueOf(m.entry().asset()))
        .toList();
  }

  private ReplayReport replay(Intake intake, long after, int limit) throws Exception {
    return new QuarantineReplay(store, intake, PATIENCE)
        .replay(QuarantineFilter.OPEN, after, limit);
  }

  private List<QuarantinedMessage> page(@Nullable QuarantineReason reason, @Nullable String asset)
      throws SQLException {
    return store.page(new QuarantineFilter(reason, asset, null, true, null), 0, 10);
  }

  private QuarantinedMessage only() throws SQLException {
    List<QuarantinedMessage> open = store.page(QuarantineFilter.OPEN, 0, 10);
    assertThat(open).hasSize(1);
    return open.get(0);
  }

  private double count(String reason) {
    return metrics.get("millwright.quarantine").tag("reason", reason).counter().count();
  }

  private static QuarantineEntry entry(String asset, String payload) {
    return new QuarantineEntry(
        QuarantineReason.UNKNOWN_ASSET,
        "No asset " + asset,
        "gw-1",
        "millwright/v1/gw-1/readings",
        asset,
        "temp",
        TIME,
        payload.getBytes(UTF_8));
  }

  private static QuarantineEntry refusedFor(QuarantineReason reason, QuarantineEntry e) {
    return new QuarantineEntry(
        reason, e.detail(), e.gateway(), e.topic(), e.asset(), e.meter(), e.time(), e.payload());
  }

  private void insert(QuarantineEntry... entries) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.insert(connection, List.of(entries));
      connection.commit();
    }
  }

  /** Settles on another thread, after the commit of what it refuses, as the pipeline does. */
  private final class FakeIntake implements Intake {
    private final List<Inbound> fed = Collections.synchronizedList(new ArrayList<>());
    private String refusing = "";
    private boolean silent;

    @Override
    public void accept(Inbound message) {
      fed.add(message);
      if (silent) {
        return;
      }
      CompletableFuture.runAsync(
              () -> {
                String payload = new String(message.payload(), UTF_8);
                if (payload.equals(refusing)) {
                  try {
                    insert(entry("B", payload));
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                }
                message.acknowledgement().settled(Settlement.STORED);
              })
          .exceptionally(
              failure -> {
                throw new IllegalStateException(failure);
              });
    }

    @Override
    public void refuse(Inbound message, Refusal refusal, String detail, int size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void register(FlowControl source) {
      throw new UnsupportedOperationException();
    }
  }
}
