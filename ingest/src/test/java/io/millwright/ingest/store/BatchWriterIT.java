package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Target;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.planfile.PlanReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchWriterIT {
  private static final long T = Instant.parse("2026-10-25T00:30:00.123Z").toEpochMilli();
  private static final int METER = 7;
  private static final String PLANS =
      """
      plans:
        - id: service
          title: Service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM, tasks: [Look, 'Say "ok"'], parts: [{part: F-1, quantity: 2}]}
      """;

  private final MigratedDatabase database = new MigratedDatabase();
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final BatchWriter writer =
      new BatchWriter(new QuarantineStore(database.dataSource(), metrics), metrics);
  private int asset;
  private Rule rule;

  @BeforeAll
  void readRule() throws Exception {
    rule = PlanReader.read(PLANS).rules().get(0);
  }

  @BeforeEach
  void empty() throws Exception {
    database.execute(
        "truncate reading, asset_event, work_order, episode, suppression, quarantine, asset"
            + " cascade");
    database.execute(
        "insert into asset (tag, name, class, ownership) values ('P-1', 'P-1', 'pump', 'owned')");
    asset = Integer.parseInt(database.query("select id from asset"));
  }

  @AfterAll
  void close() {
    database.close();
  }

  private Committed write(Batch batch) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Committed committed = writer.write(connection, batch);
      connection.commit();
      return committed;
    }
  }

  private static Batch batch() {
    return new Batch(row -> entry(QuarantineReason.CONFLICTING_VALUE, "row " + row));
  }

  private static QuarantineEntry entry(QuarantineReason reason, String payload) {
    return new QuarantineEntry(
        reason,
        "detail",
        "gw-1",
        "topic",
        null,
        null,
        null,
        payload.getBytes(StandardCharsets.UTF_8));
  }

  /** One row: value, flags, sequence. */
  private static void add(Batch batch, long time, double value, int flags, long sequence) {
    batch.readings().add(METER, time, value, flags, sequence, false);
  }

  private WorkOrder order(int cycle, long time) {
    return new WorkOrder(
        new EpisodeKey("P-1", "service", cycle),
        rule,
        Target.CMMS,
        time,
        time + 1,
        250.5,
        "hours",
        new Evidence(
            "due", "hours", "h", List.of(new Evidence.Basis("hours", time, 1.5)), List.of()));
  }

  private String rows() throws SQLException {
    return database.query(
        "select string_agg(value || ' ' || flags || ' ' || seq, ', ' order by time, seq)"
            + " from reading");
  }

  @Test
  void aBatchWrittenTwiceIsThereOnce() throws Exception {
    EpisodeKey first = new EpisodeKey("P-1", "service", 1);
    Batch before = batch();
    before.raised(asset, order(1, T));
    write(before);

    Batch batch = batch();
    add(batch, T, 1, ReadingFlags.GOOD, 10);
    add(batch, T, 1, ReadingFlags.GOOD, 11);
    add(batch, T, 2, ReadingFlags.GOOD, 12);
    batch.event(new EventRow(13, asset, new Event.Fault("E", T, true), "fault/E"));
    batch.event(new EventRow(14, asset, new Event.Tick(T), null));
    batch.closed(new EpisodeClosed(first, T, true));
    batch.raised(asset, order(2, T));
    batch.status(
        new OrderStatus(first.orderId(), "completed", Instant.ofEpochMilli(T), 5.0, null, "R-1"));
    batch.suppressed(asset, new Suppression(first, Suppression.Reason.MERGED, T, "why"));
    batch.quarantine(entry(QuarantineReason.MALFORMED, "x"));

    Committed once = write(batch);
    String tables = tables();
    Committed twice = write(batch);

    assertThat(tables()).isEqualTo(tables);
    assertThat(once)
        .isEqualTo(new Committed(1, 1, 2, Set.of(order(2, T).episode().orderId()), Set.of()));
    assertThat(twice).isEqualTo(once);
    assertThat(rows()).isEqualTo("1 0 10");
    assertThat(database.query("select count(*) from quarantine")).isEqualTo("2");
  }

  private String tables() throws SQLException {
    return database.query(
        "select (select string_agg(r::text, ';' order by seq) from reading r)"
            + " || (select string_agg(e::text, ';' order by seq) from asset_event e)"
            + " || (select string_agg(e::text, ';' order by key) from episode e)"
            + " || (select string_agg(w::text, ';' order by number) from work_order w)"
            + " || (select string_agg(s::text, ';' order by rule) from suppression s)");
  }

  @Test
  void theFirstValueOfAMomentStays() throws Exception {
    Batch first = batch();
    add(first, T, 1, ReadingFlags.GOOD, 1);
    assertThat(write(first)).isEqualTo(new Committed(1, 0, 0, Set.of(), Set.of()));

    Batch second = batch();
    add(second, T, 2, ReadingFlags.GOOD, 2);
    add(second, T, 1, ReadingFlags.HISTORICAL, 3);
    add(second, T + 1, 3, ReadingFlags.GOOD, 4);
    assertThat(write(second)).isEqualTo(new Committed(1, 1, 1, Set.of(), Set.of()));
    assertThat(rows()).isEqualTo("1 0 1, 3 0 4");
    assertThat(database.query("select convert_from(payload, 'UTF8') from quarantine"))
        .isEqualTo("row 0");
  }

  @Test
  void aGoodReadingTakesThePlaceOfADoubtfulOneAlsoWithinABatch() throws Exception {
    Batch batch = batch();
    add(batch, T, 1, ReadingFlags.BAD, 1);
    add(batch, T, 2, ReadingFlags.GOOD, 2);
    add(batch, T + 1, 5, ReadingFlags.UNCERTAIN, 3);
    assertThat(write(batch)).isEqualTo(new Committed(2, 0, 1, Set.of(), Set.of()));
    assertThat(rows()).isEqualTo("2 0 2, 5 1 3");

    Batch later = batch();
    add(later, T + 1, 5, ReadingFlags.GOOD, 4);
    add(later, T, 3, ReadingFlags.BAD, 5);
    assertThat(write(later)).isEqualTo(new Committed(1, 0, 1, Set.of(), Set.of()));
    assertThat(rows()).isEqualTo("2 0 2, 5 0 4");
  }

  @Test
  void aSecondOpenEpisodeOfARuleIsNotWritten() throws Exception {
    Batch first = batch();
    first.raised(asset, order(1, T));
    assertThat(write(first).raised()).hasSize(1);

    Batch second = batch();
    second.raised(asset, order(2, T + 1));
    assertThat(write(second).raised()).isEmpty();
    assertThat(database.query("select string_agg(episode_key, ' ') from work_order"))
        .isEqualTo("P-1/service/1");
    assertThat(metrics.get("millwright.work.orders.displaced").counter().count()).isEqualTo(1);

    Batch third = batch();
    third.closed(new EpisodeClosed(new EpisodeKey("P-1", "service", 1), T - 5, false));
    third.raised(asset, order(2, T + 1));
    assertThat(write(third).raised()).hasSize(1);
    assertThat(metrics.get("millwright.work.orders.displaced").counter().count()).isEqualTo(1);
    assertThat(
            database.query(
                "select closed_by || (closed_at = opened_at) from episode where cycle = 1"))
        .as("an episode does not end before it began")
        .isEqualTo("cancelledtrue");
  }

  /** Orders are written in one go: each has its own fate all the same. */
  @Test
  void ofManyOrdersEachIsNewOrKnownOrDisplaced() throws Exception {
    Batch first = batch();
    first.raised(asset, order("known", 1));
    first.raised(asset, order("other", 1));
    write(first);
    double displaced = metrics.get("millwright.work.orders.displaced").counter().count();

    Batch second = batch();
    second.raised(asset, order("other", 2));
    second.raised(asset, order("known", 1));
    second.raised(asset, order("new", 1));
    second.raised(asset, order("new", 2));
    assertThat(write(second).raised())
        .containsExactly(
            order("known", 1).episode().orderId(), order("new", 1).episode().orderId());
    assertThat(
            database.query("select string_agg(episode_key, ' ' order by number) from work_order"))
        .isEqualTo("P-1/known/1 P-1/other/1 P-1/new/1");
    assertThat(metrics.get("millwright.work.orders.displaced").counter().count())
        .isEqualTo(displaced + 2);
  }

  private WorkOrder order(String rule, int cycle) throws Exception {
    return new WorkOrder(
        new EpisodeKey("P-1", rule, cycle),
        PlanReader.read(PLANS.replace("id: service", "id: " + rule)).rules().get(0),
        Target.CMMS,
        T,
        T + 1,
        250.5,
        "hours",
        new Evidence("due", "hours", "h", List.of(), List.of()));
  }

  @Test
  void theFirstReasonOfASuppressionStays() throws Exception {
    EpisodeKey key = new EpisodeKey("P-1", "service", 1);
    Batch batch = batch();
    batch.suppressed(asset, new Suppression(key, Suppression.Reason.MERGED, T, "first"));
    batch.suppressed(asset, new Suppression(key, Suppression.Reason.MERGED, T + 1, "second"));
    batch.suppressed(asset, new Suppression(key, Suppression.Reason.EPISODE_OPEN, T, "other"));
    write(batch);
    assertThat(database.query("select string_agg(detail, ' ' order by detail) from suppression"))
        .isEqualTo("first other");
  }

  @Test
  void stepsOfOneOrderInOneBatchKeepTheirOrder() throws Exception {
    EpisodeKey key = new EpisodeKey("P-1", "service", 1);
    Batch batch = batch();
    batch.raised(asset, order(1, T));
    batch.status(status(key, "accepted", null, "R-1"));
    batch.status(status(key, "completed", 5.5, "R-2"));
    write(batch);
    assertThat(
            database.query(
                "select concat_ws(' ', status, remote_id, completion ->> 'meter_value')"
                    + " from work_order"))
        .isEqualTo("completed R-1 5.5");
  }

  private static OrderStatus status(
      EpisodeKey key, String status, @Nullable Double value, String remote) {
    return new OrderStatus(key.orderId(), status, Instant.ofEpochMilli(T), value, null, remote);
  }

  /** Every millisecond comes back as it was, whatever zone the JVM is in; those with odd clocks. */
  @ParameterizedTest
  @ValueSource(
      strings = {"UTC", "Europe/Oslo", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"})
  void timesDoNotDependOnTheZoneOfTheMachine(String zone) throws Exception {
    TimeZone usual = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      long[] times = {
        T, // within the hour that Oslo has twice
        T + 3_600_000,
        Instant.parse("2026-03-29T01:30:00.999Z").toEpochMilli(),
        Instant.parse("2011-12-30T12:00:00.001Z").toEpochMilli(), // a day that Apia left out
        Instant.parse("1970-01-01T00:00:00Z").toEpochMilli(),
        Instant.parse("1969-12-31T23:59:59.999Z").toEpochMilli(),
        Instant.parse("1900-01-01T00:00:00.007Z").toEpochMilli(),
        Instant.parse("2999-12-31T23:59:59.999Z").toEpochMilli()
      };
      Batch batch = batch();
      for (int i = 0; i < times.length; i++) {
        add(batch, times[i], i, ReadingFlags.GOOD, 100 + i);
        EpisodeKey key = new EpisodeKey("P-1", "service", i + 1);
        batch.event(new EventRow(200 + i, asset, new Event.Tick(times[i]), null));
        batch.suppressed(asset, new Suppression(key, Suppression.Reason.MERGED, times[i], "x"));
      }
      write(batch);
      for (String table : List.of("reading", "asset_event", "suppression")) {
        String order = table.equals("suppression") ? "cycle" : "seq";
        assertThat(
                database.query(
                    "select string_agg(((extract(epoch from time) * 1000)::numeric(20,0))::text,"
                        + " ' ' order by "
                        + order
                        + ") from "
                        + table))
            .isEqualTo(
                Arrays.stream(times).mapToObj(Long::toString).collect(Collectors.joining(" ")));
      }
      for (int i = 0; i < times.length; i++) {
        empty();
        Batch raising = batch();
        raising.raised(asset, order(1, times[i]));
        write(raising);
        assertThat(
                database.query(
                    "select (extract(epoch from raised_at) * 1000)::numeric(20,0) || ' '"
                        + " || (extract(epoch from due_at) * 1000)::numeric(20,0) from work_order"))
            .isEqualTo(times[i] + " " + (times[i] + 1));
      }
    } finally {
      TimeZone.setDefault(usual);
    }
  }
}
