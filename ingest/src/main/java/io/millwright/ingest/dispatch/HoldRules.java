package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.OutboxRow.OrderAsset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether an order may be sent. Values only: no clock, no I/O; any thread. */
final class HoldRules {
  private static final String UNASSIGNED = "unassigned: ";

  private final Set<String> configured;

  /**
   * The rules.
   *
   * @param configured the names of the targets that have a URL
   */
  HoldRules(Set<String> configured) {
    this.configured = Set.copyOf(configured);
  }

  /**
   * Decides.
   *
   * @param order the order and its asset as they are now
   * @return what is to become of it
   */
  Decision decide(OutboxRow order) {
    if (order.escalating() != null) {
      return decideEscalating(order);
    }
    if (!order.delivery().equals("pending") && !order.delivery().equals("held")) {
      return new Decision.Settled();
    }
    if (order.remoteId() != null) {
      return new Decision.AlreadyThere();
    }
    if (order.isOver()) {
      return new Decision.Withdraw();
    }
    OrderAsset asset = order.asset();
    if (asset.ownership().equals("unassigned")) {
      return new Decision.Hold(
          UNASSIGNED
              + "nobody has said whose asset "
              + asset.tag()
              + " is: set its ownership to owned or contracted with POST /v1/assets");
    }
    String target = target(order);
    List<String> missing = target.equals("fsm") ? missingForVisit(order) : List.of();
    if (!missing.isEmpty()) {
      return new Decision.Hold("a visit needs " + String.join("; ", missing));
    }
    if (!configured.contains(target)) {
      return new Decision.Hold(
          "no URL configured for " + target + ": set " + Target.urlSetting(target));
    }
    return new Decision.Send(target);
  }

  /** A delivered order stays where it is. */
  private Decision decideEscalating(OutboxRow order) {
    if (order.isOver()) {
      return new Decision.Withdraw();
    }
    return configured.contains(order.target())
        ? new Decision.Send(order.target())
        : new Decision.Settled();
  }

  /**
   * Where the order belongs. The pipeline decides it when the order is raised; only for an asset
   * that was unassigned then does it follow the ownership given since.
   *
   * @param order an order whose asset is not unassigned
   * @return {@code cmms} or {@code fsm}
   */
  String target(OutboxRow order) {
    String reason = order.holdReason();
    if (reason == null || !reason.startsWith(UNASSIGNED)) {
      return order.target();
    }
    return order.asset().ownership().equals("owned") ? "cmms" : "fsm";
  }

  private static List<String> missingForVisit(OutboxRow order) {
    OrderAsset asset = order.asset();
    List<String> fields = new ArrayList<>();
    if (isBlank(asset.account())) {
      fields.add("account");
    }
    if (isBlank(asset.location())) {
      fields.add("location");
    }
    List<String> missing = new ArrayList<>();
    if (!fields.isEmpty()) {
      missing.add(
          String.format(
              "the %s of asset %s: set it with POST /v1/assets",
              String.join(" and the ", fields), asset.tag()));
    }
    if (!order.hasWindow() && order.dueAt() == null) {
      missing.add(
          String.format(
              "a window to promise: rule %s gives neither window nor due date; give it one, then"
                  + " cancel this order so that it is raised anew",
              order.rule()));
    }
    return missing;
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
