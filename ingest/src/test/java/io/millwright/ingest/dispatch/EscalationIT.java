package io.millwright.ingest.dispatch;

import static io.millwright.ingest.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dispatch.StandInCmms.Trouble;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes an order more urgent reaches its target after the order, once in effect. */
class EscalationIT {
  private static final int ORDERS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Outbox outbox = new Outbox();
  private final StandInCmms cmms = new StandInCmms(vertx, true, false);
  private final DispatcherHarness harness = new DispatcherHarness(vertx, outbox, cmms.url(), null);

  @BeforeEach
  void asset() throws Exception {
    outbox.asset("EX-104", "owned", null);
  }

  @AfterEach
  void close() {
    harness.close();
    cmms.close();
    outbox.close();
    DispatcherHarness.await(vertx.close());
  }

  private UUID order() throws Exception {
    return outbox.orders("EX-104", "cmms", 1).get(0);
  }

  private void awaitEscalations(UUID id, String states) {
    await().until(() -> states.equals(outbox.escalations(id)));
  }

  @Test
  void followsItsOrderUnderAKeyOfItsOwn() throws Exception {
    UUID id = order();
    outbox.escalate(id, 1, 2);
    outbox.escalate(id, 2, 1);
    harness.start();
    awaitEscalations(id, "delivered delivered");

    List<StandInCmms.Request> requests = cmms.requests();
    assertThat(requests)
        .extracting(request -> request.headers().get("idempotency-key"))
        .containsExactly(id.toString(), id + ":1", id + ":2");
    assertThat(requests.get(0).body().toJsonObject().getJsonObject("data").getInteger("priority"))
        .as("the order is sent as it was raised")
        .isEqualTo(3);
    assertThat(cmms.priorities(id.toString())).containsExactly(2, 1);
    StandInCmms.Request last = requests.get(2);
    assertThat(last.body().toJsonObject().getJsonObject("data").getString("remote_id"))
        .isEqualTo("CMMS-" + id);
    Instant sent = Instant.ofEpochSecond(Long.parseLong(last.headers().get("webhook-timestamp")));
    assertThat(last.headers().get("webhook-signature"))
        .isEqualTo(
            WebhookSignature.of(DispatcherHarness.SECRET)
                .sign(id + ":2", sent, last.body().getBytes()));
  }

  @Test
  void isNotTriedAgainWhereNobodyTakesIt() throws Exception {
    cmms.takesEscalations(false);
    harness.start();
    UUID id = order();
    harness.raised(List.of(id));
    await().until(() -> "delivered".equals(outbox.delivery(id)));
    outbox.escalate(id, 1, 1);
    harness.raised(List.of(id));
    awaitEscalations(id, "unsupported");

    assertThat(cmms.requests()).hasSize(2);
    assertThat(outbox.text("select last_error from work_order_escalation")).contains("404");
    assertThat(outbox.delivery(id)).isEqualTo("delivered");
  }

  @Test
  void aRefusedOneDoesNotStopTheNext() throws Exception {
    UUID id = order();
    harness.start();
    harness.raised(List.of(id));
    await().until(() -> "delivered".equals(outbox.delivery(id)));
    Map<String, Integer> asked = new HashMap<>();
    cmms.trouble(
        reference -> asked.merge(reference, 1, Integer::sum) == 1 ? Trouble.REJECT : Trouble.NONE);
    outbox.escalate(id, 1, 2);
    outbox.escalate(id, 2, 1);
    harness.raised(List.of(id));

    awaitEscalations(id, "rejected delivered");
    assertThat(cmms.priorities(id.toString())).containsExactly(1);
  }

  @Test
  void isWithdrawnWhenTheWorkIsOverBeforeItWasSent() throws Exception {
    UUID id = order();
    harness.start();
    harness.raised(List.of(id));
    await().until(() -> "delivered".equals(outbox.delivery(id)));
    outbox.escalate(id, 1, 1);
    outbox.update("update work_order set status = 'completed' where id = ?", id);
    harness.raised(List.of(id));

    awaitEscalations(id, "withdrawn");
    assertThat(cmms.priorities(id.toString())).isEmpty();
  }

  @Test
  void onceInEffectThroughTimeOutsAndKills() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    List<Trouble> troubles =
        Arrays.stream(Trouble.values()).filter(trouble -> trouble != Trouble.REJECT).toList();
    cmms.trouble(
        reference -> {
          synchronized (random) {
            return random.nextInt(10) < 3
                ? troubles.get(random.nextInt(troubles.size()))
                : Trouble.NONE;
          }
        });
    List<UUID> orders = outbox.orders("EX-104", "cmms", ORDERS);
    try (DispatcherHarness impatient =
        new DispatcherHarness(vertx, outbox, cmms.url(), null, DispatcherHarness.IMPATIENT)) {
      escalateTwice(impatient.start(), orders, new SplittableRandom(4));
    }
    assertThat(cmms.created()).hasSize(ORDERS);
    assertThat(cmms.created().values()).allSatisfy(count -> assertThat(count).hasValue(1));
    assertThat(orders)
        .allSatisfy(order -> assertThat(cmms.priorities(order.toString())).containsExactly(2, 1));
  }

  private void escalateTwice(DispatcherHarness impatient, List<UUID> orders, SplittableRandom kills)
      throws Exception {
    for (UUID order : orders) {
      outbox.escalate(order, 1, 2);
      impatient.raised(List.of(order));
      if (kills.nextInt(15) == 0) {
        impatient.killAndRestart();
      }
    }
    for (UUID order : orders) {
      outbox.escalate(order, 2, 1);
    }
    impatient.killAndRestart();

    await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () ->
                "0"
                    .equals(
                        outbox.text(
                            "select count(*) from work_order_escalation where delivery <>"
                                + " 'delivered'")));
  }
}
