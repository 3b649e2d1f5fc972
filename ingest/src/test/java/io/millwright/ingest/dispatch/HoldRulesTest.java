package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldRulesTest {
  private final HoldRules rules = new HoldRules(Set.of("cmms", "fsm"));

  @Test
  void sendsWhatIsComplete() {
    assertThat(rules.decide(new OrderBuilder().row())).isEqualTo(new Decision.Send("cmms"));
    assertThat(rules.decide(visit().row())).isEqualTo(new Decision.Send("fsm"));
  }

  @Test
  void namesWhatAVisitLacks() {
    assertThat(holdReason(visit().account(null).row()))
        .contains("the account of asset EX-104")
        .doesNotContain("location");
    assertThat(holdReason(visit().account(" ").location(null).row()))
        .contains("the account and the location of asset EX-104")
        .contains("POST /v1/assets");
    assertThat(holdReason(visit().noPromise().row()))
        .contains("a window to promise")
        .contains("excavator-250h");
  }

  @Test
  void needsNoVisitDetailsInTheCmms() {
    OutboxRow row = new OrderBuilder().account(null).location(null).noPromise().row();

    assertThat(rules.decide(row)).isEqualTo(new Decision.Send("cmms"));
  }

  @Test
  void escalatesWhatIsDeliveredUntilItsWorkIsOver() {
    OrderBuilder delivered = new OrderBuilder().delivery("delivered").remoteId("R-1");

    assertThat(rules.decide(delivered.row())).isEqualTo(new Decision.Settled());
    assertThat(rules.decide(delivered.escalated(1, 1).row())).isEqualTo(new Decision.Send("cmms"));
    assertThat(rules.decide(delivered.status("completed").row()))
        .isEqualTo(new Decision.Withdraw());
    assertThat(new HoldRules(Set.of("fsm")).decide(delivered.status("open").row()))
        .isEqualTo(new Decision.Settled());
  }

  @Test
  void holdsForAnUnassignedAssetAndFollowsItsOwnership() {
    String reason = holdReason(new OrderBuilder().ownership("unassigned").row());
    assertThat(reason).contains("EX-104").contains("owned or contracted");

    assertThat(rules.decide(new OrderBuilder().held(reason).ownership("contracted").row()))
        .isEqualTo(new Decision.Send("fsm"));
    assertThat(rules.decide(visit().held(reason).ownership("owned").row()))
        .isEqualTo(new Decision.Send("cmms"));
    assertThat(
            holdReason(new OrderBuilder().held(reason).ownership("contracted").account(null).row()))
        .contains("account");
  }

  @Test
  void leavesTheTargetOfOtherHeldOrdersAlone() {
    OutboxRow row = visit().held("a visit needs the account of asset EX-104").row();

    assertThat(rules.decide(row)).isEqualTo(new Decision.Send("fsm"));
  }

  @Test
  void saysWhichSettingIsMissing() {
    Decision decision = new HoldRules(Set.of("fsm")).decide(new OrderBuilder().row());

    assertThat(decision)
        .isEqualTo(new Decision.Hold("no URL configured for cmms: set MILLWRIGHT_CMMS_URL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "cancelled"})
  void withdrawsWhatIsOver(String status) {
    assertThat(rules.decide(new OrderBuilder().status(status).row()))
        .isEqualTo(new Decision.Withdraw());
    assertThat(rules.decide(new OrderBuilder().held("x").status(status).row()))
        .isEqualTo(new Decision.Withdraw());
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "rejected", "withdrawn"})
  void touchesNothingThatIsSettled(String delivery) {
    assertThat(rules.decide(new OrderBuilder().delivery(delivery).row()))
        .isEqualTo(new Decision.Settled());
  }

  @Test
  void knowsThatWhoReportsHasIt() {
    assertThat(rules.decide(new OrderBuilder().status("completed").remoteId("CMMS-7").row()))
        .isEqualTo(new Decision.AlreadyThere());
  }

  private static OrderBuilder visit() {
    return new OrderBuilder().target("fsm").ownership("contracted");
  }

  private String holdReason(OutboxRow row) {
    return ((Decision.Hold) rules.decide(row)).reason();
  }
}
