package io.millwright.ingest.dispatch;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dispatch.StandInCmms.Trouble;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherIT {
  private final Vertx vertx = Vertx.vertx();
  private final Outbox outbox = new Outbox();
  private final StandInCmms cmms;
  private final StandInCmms fsm;
  private @Nullable DispatcherHarness harness;

  DispatcherIT() {
    cmms = new StandInCmms(vertx, true, false);
    fsm = new StandInCmms(vertx, true, false);
  }

  @BeforeEach
  void assets() throws Exception {
    outbox.asset("EX-104", "owned", null);
    outbox.asset("LIFT-7", "contracted", "ACME Property");
  }

  @AfterEach
  void close() {
    if (harness != null) {
      harness.close();
    }
    cmms.close();
    fsm.close();
    outbox.close();
    DispatcherHarness.await(vertx.close());
  }

  private DispatcherHarness start() {
    return start(cmms.url(), fsm.url());
  }

  private DispatcherHarness start(@Nullable String cmmsUrl, @Nullable String fsmUrl) {
    DispatcherHarness started = new DispatcherHarness(vertx, outbox, cmmsUrl, fsmUrl).start();
    harness = started;
    return started;
  }

  private UUID order(String tag, String target) throws Exception {
    return outbox.orders(tag, target, 1).get(0);
  }

  private void awaitDelivery(UUID id, String state) {
    await().until(() -> state.equals(outbox.delivery(id)));
  }

  @Test
  void sendsASignedEventAndKeepsTheAnswer() throws Exception {
    DispatcherHarness dispatch = start();
    UUID id = order("EX-104", "cmms");
    dispatch.raised(List.of(id));
    awaitDelivery(id, "delivered");

    StandInCmms.Request request = cmms.requests().get(0);
    MultiMap headers = request.headers();
    assertThat(headers.get("idempotency-key")).isEqualTo(id.toString());
    assertThat(headers.get("webhook-id")).isEqualTo(id.toString());
    assertThat(headers.get("content-type")).startsWith("application/cloudevents+json");
    Instant sent = Instant.ofEpochSecond(Long.parseLong(headers.get("webhook-timestamp")));
    assertThat(headers.get("webhook-signature"))
        .isEqualTo(
            WebhookSignature.of(DispatcherHarness.SECRET)
                .sign(id.toString(), sent, request.body().getBytes()));
    assertThat(cmms.lookups()).as("a first attempt needs no lookup").isZero();
    assertThat(outbox.text("select remote_id from work_order where id = ?", id))
        .isEqualTo("CMMS-" + id);
    assertThat(dispatch.latency.snapshot().count()).isEqualTo(1);
    assertThat(attempts("cmms", "delivered")).isEqualTo(1);
  }

  /** Another process may be delivering the same. */
  @Test
  void sendsNothingWhileTheLockMayBeAnothers() throws Exception {
    DispatcherHarness dispatch = start();
    dispatch.active.set(false);
    UUID id = order("EX-104", "cmms");
    dispatch.raised(List.of(id));
    await().until(() -> dispatch.askedInVain.get() > 1);
    assertThat(cmms.requests()).isEmpty();
    dispatch.active.set(true);
    awaitDelivery(id, "delivered");
    assertThat(cmms.requests()).hasSize(1);
  }

  private double attempts(String target, String outcome) {
    return harness == null
        ? 0
        : harness
            .meters
            .get("millwright.dispatch.attempts")
            .tags("target", target, "outcome", outcome)
            .counter()
            .count();
  }

  @Test
  void holdsAVisitUntilItsDetailsAreKnown() throws Exception {
    outbox.update("update asset set account = null where tag = 'LIFT-7'");
    DispatcherHarness dispatch = start();
    UUID id = order("LIFT-7", "fsm");
    dispatch.raised(List.of(id));
    awaitDelivery(id, "held");
    assertThat(outbox.text("select hold_reason from work_order where id = ?", id))
        .contains("the account of asset LIFT-7");

    outbox.update("update asset set account = 'ACME' where tag = 'LIFT-7'");
    dispatch.dispatcher().assetChanged("LIFT-7");
    awaitDelivery(id, "delivered");
    assertThat(fsm.created()).containsOnlyKeys(id.toString());
    assertThat(cmms.requests()).isEmpty();
  }

  @Test
  void followsTheOwnershipOfAnAssetThatWasUnassigned() throws Exception {
    outbox.asset("NEW-1", "unassigned", "ACME");
    DispatcherHarness dispatch = start();
    UUID id = order("NEW-1", "cmms");
    dispatch.raised(List.of(id));
    awaitDelivery(id, "held");

    outbox.update("update asset set ownership = 'contracted' where tag = 'NEW-1'");
    dispatch.dispatcher().assetChanged("NEW-1");
    awaitDelivery(id, "delivered");
    assertThat(fsm.created()).containsOnlyKeys(id.toString());
    assertThat(outbox.text("select target from work_order where id = ?", id)).isEqualTo("fsm");
  }

  @Test
  void holdsForATargetWithoutUrlAndReleasesWhenItHasOne() throws Exception {
    UUID before = order("EX-104", "cmms");
    DispatcherHarness dispatch = start(null, fsm.url());
    UUID id = order("EX-104", "cmms");
    dispatch.raised(List.of(id));
    awaitDelivery(before, "held");
    awaitDelivery(id, "held");
    assertThat(outbox.text("select hold_reason from work_order where id = ?", id))
        .isEqualTo("no URL configured for cmms: set MILLWRIGHT_CMMS_URL");
    dispatch.close();

    start();
    awaitDelivery(id, "delivered");
    awaitDelivery(before, "delivered");
  }

  @Test
  void withdrawsWhatIsOverBeforeItWasSent() throws Exception {
    UUID waiting = order("EX-104", "cmms");
    outbox.update("update work_order set status = 'cancelled' where id = ?", waiting);
    start();

    awaitDelivery(waiting, "withdrawn");
    assertThat(cmms.requests()).isEmpty();
  }

  @Test
  void setsAsideWhatTheTargetRefusesUntilAPersonAsks() throws Exception {
    cmms.trouble(reference -> Trouble.REJECT);
    DispatcherHarness dispatch = start();
    UUID id = order("EX-104", "cmms");
    dispatch.raised(List.of(id));
    awaitDelivery(id, "rejected");
    assertThat(outbox.text("select last_error from work_order where id = ?", id))
        .isEqualTo("HTTP 422: {\"message\":\"no such job code\"}");
    assertThat(attempts("cmms", "rejected")).isEqualTo(1);

    cmms.trouble(reference -> Trouble.NONE);
    Redelivery redelivery = new Redelivery(outbox.dataSource());
    assertThat(redelivery.request(id).verdict()).isEqualTo(Redelivery.Verdict.REQUESTED);
    dispatch.dispatcher().recheck(id);
    awaitDelivery(id, "delivered");
    assertThat(redelivery.request(id).verdict()).isEqualTo(Redelivery.Verdict.IMPOSSIBLE);
    assertThat(redelivery.request(new UUID(0, 0)).verdict()).isEqualTo(Redelivery.Verdict.UNKNOWN);
  }

  @Test
  void leavesATargetAloneAsLongAsItAsks() throws Exception {
    cmms.trouble(reference -> Trouble.THROTTLE);
    cmms.retryAfter("3600");
    DispatcherHarness dispatch = start();
    final Instant before = Instant.now();
    UUID first = order("EX-104", "cmms");
    dispatch.raised(List.of(first));
    await()
        .until(
            () -> "1".equals(outbox.text("select attempts from work_order where id = ?", first)));
    assertThat(
            outbox.text(
                "select next_attempt_at >= ?::timestamptz from work_order where id = ?",
                before.plusSeconds(3_600).toString(),
                first))
        .isEqualTo("t");

    UUID second = order("EX-104", "cmms");
    UUID visit = order("LIFT-7", "fsm");
    dispatch.raised(List.of(second, visit));
    awaitDelivery(visit, "delivered");
    assertThat(outbox.delivery(second)).isEqualTo("pending");
    assertThat(cmms.requests()).hasSize(1);
  }

  @Test
  void keepsAnOutageOfOneTargetFromTheOther() throws Exception {
    cmms.trouble(reference -> Trouble.UNAVAILABLE);
    DispatcherHarness dispatch = start();
    List<UUID> waiting = outbox.orders("EX-104", "cmms", 400); // more than memory may hold
    dispatch.raised(waiting);
    await().until(() -> cmms.requests().size() > 20);
    dispatch.raised(outbox.orders("LIFT-7", "fsm", 50));
    await().until(() -> fsm.created().size() == 50);
    assertThat(
            Integer.parseInt(
                String.valueOf(
                    outbox.text(
                        "select count(*) from work_order where attempts > 0 and target = 'cmms'"))))
        .as("while the target is down, one order at a time probes it")
        .isLessThan(250);

    cmms.trouble(reference -> Trouble.NONE);
    await().until(() -> outbox.count("delivered") == 450);
    assertThat(cmms.created()).hasSize(400);
  }

  @Test
  void marksWhatWasDeliveredWhenTheDatabaseIsBack() throws Exception {
    DispatcherHarness dispatch = start();
    UUID id = order("EX-104", "cmms");
    cmms.trouble(
        reference -> {
          outbox.dataSource().switchOff(true); // after the row was read, before it is marked
          return Trouble.NONE;
        });
    dispatch.raised(List.of(id));
    await().until(() -> cmms.created().size() == 1);
    assertThat(outbox.delivery(id)).isEqualTo("pending");

    outbox.dataSource().switchOff(false);
    awaitDelivery(id, "delivered");
    assertThat(cmms.requests()).hasSize(1);
  }
}
