package io.millwright.ingest.dispatch;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dispatch.StandInCmms.Trouble;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a target does, and whenever the dispatcher dies, each order has its effect once. */
class DeliveryChaosIT {
  private static final int ORDERS = 2_000;
  private static final int KILLS = 4;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    DispatcherHarness.await(vertx.close());
  }

  @Test
  void onceInEffectAtATargetWithLookupButWithoutIdempotency() throws Exception {
    deliversEachOnce(true, false);
  }

  @Test
  void onceInEffectAtATargetWithIdempotencyButWithoutLookup() throws Exception {
    deliversEachOnce(false, true);
  }

  private void deliversEachOnce(boolean lookup, boolean idempotency) throws Exception {
    try (Outbox outbox = new Outbox();
        StandInCmms cmms = new StandInCmms(vertx, lookup, idempotency)) {
      cmms.trouble(chaos(1));
      outbox.asset("EX-104", "owned", null);
      outbox.orders("EX-104", "cmms", ORDERS / 2);
      try (DispatcherHarness harness =
          new DispatcherHarness(vertx, outbox, cmms.url(), null, DispatcherHarness.IMPATIENT)
              .start()) {
        int batch = ORDERS / 2 / KILLS;
        for (int kill = 1; kill <= KILLS; kill++) {
          List<UUID> raised = outbox.orders("EX-104", "cmms", batch);
          harness.raised(raised);
          int reached = cmms.created().size() + batch / 2;
          await().atMost(Duration.ofMinutes(5)).until(() -> cmms.created().size() >= reached);
          harness.killAndRestart();
        }
        await().atMost(Duration.ofMinutes(10)).until(() -> outbox.count("delivered") == ORDERS);
      }

      assertThat(cmms.created()).hasSize(ORDERS);
      assertThat(cmms.created().values()).allSatisfy(count -> assertThat(count).hasValue(1));
      assertThat(
              outbox.text("select count(*) from work_order where remote_id = 'CMMS-' || id::text"))
          .isEqualTo(Integer.toString(ORDERS));
      assertThat(cmms.requests().size()).isGreaterThan(ORDERS);
    }
  }

  /** Three requests of ten go wrong, in every way there is. */
  private static Function<String, Trouble> chaos(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trouble> troubles =
        List.of(
            Trouble.CREATE_THEN_SILENT,
            Trouble.CREATE_THEN_LOSE_ANSWER,
            Trouble.CREATE_THEN_503,
            Trouble.DROP,
            Trouble.THROTTLE,
            Trouble.UNAVAILABLE);
    return reference -> {
      synchronized (random) {
        return random.nextInt(10) < 3
            ? troubles.get(random.nextInt(troubles.size()))
            : Trouble.NONE;
      }
    };
  }
}
