package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.registry.MigratedDatabase;
import io.millwright.rules.event.Event;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogIT {
  private static final int READINGS = 25_000;
  private static final int EVENTS = 12_000;

  private static final class Recorder implements EventLog.Reader {
    final List<Long> sequences = new ArrayList<>();
    int readings;
    long lastTime;
    double lastValue;

    @Override
    public void reading(long sequence, int meter, long time, double value, int flags) {
      sequences.add(sequence);
      readings++;
      lastTime = time;
      lastValue = value;
      assertThat(meter).isEqualTo(7);
      assertThat(flags).isEqualTo(4);
    }

    @Override
    public void event(long sequence, int asset, Event event) {
      sequences.add(sequence);
      assertThat(event).isEqualTo(new Event.Tick(sequence));
    }
  }

  private static Recorder read(MigratedDatabase database, long after) throws Exception {
    Recorder recorder = new Recorder();
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      new EventLog().read(connection, after, recorder);
      connection.rollback();
    }
    return recorder;
  }

  /** More rows than one fetch, on both sides, in another order than they were written in. */
  @Test
  void readingsAndEventsComeAsOneStreamInTheirOrder() throws Exception {
    try (MigratedDatabase database = new MigratedDatabase()) {
      assertThat(read(database, 0).sequences).isEmpty();
      database.execute(
          "insert into asset (tag, name, class, ownership) values ('P', 'P', 'c', 'owned')");
      // Every third number an event, for as long as there are events; written backwards.
      database.execute(
          "insert into asset_event (seq, asset_id, time, kind, body) select n * 3,"
              + " (select id from asset), now(), 'tick', jsonb_build_object('time', n * 3)"
              + " from generate_series("
              + EVENTS
              + ", 1, -1) n");
      database.execute(
          "insert into reading select 7, timestamptz '2026-01-01' + n * interval '1 minute'"
              + " + interval '1 millisecond', n / 10.0, 4, n + least((n - 1) / 2, "
              + EVENTS
              + ") from generate_series("
              + READINGS
              + ", 1, -1) n");

      Recorder all = read(database, 0);
      assertThat(all.sequences).hasSize(READINGS + EVENTS).doesNotHaveDuplicates().isSorted();
      assertThat(all.readings).isEqualTo(READINGS);
      assertThat(all.lastTime)
          .isEqualTo(
              java.time.Instant.parse("2026-01-01T00:00:00.001Z")
                  .plusSeconds(60L * READINGS)
                  .toEpochMilli());
      assertThat(all.lastValue).isEqualTo(READINGS / 10.0);

      Recorder tail = read(database, 30_000);
      assertThat(tail.sequences).isEqualTo(all.sequences.stream().filter(s -> s > 30_000).toList());
    }
  }

  @Test
  void everyKindOfEventComesBackAsItWas() {
    List<Event> events =
        List.of(
            new Event.Fault("E-\u00e9\u4e2d", 5, false),
            new Event.MeterReplaced("hours", -5, 1.0 / 3, 4.9e-324),
            new Event.OrderClosed("service", 3, 5, true, 0.1),
            new Event.OrderClosed("service", 3, 5, false, null),
            new Event.Tick(Long.MAX_VALUE));
    for (Event event : events) {
      assertThat(EventJson.event(EventJson.kind(event), EventJson.body(event))).isEqualTo(event);
    }
  }
}
