package io.millwright.rules.planfile;

import io.millwright.rules.plan.Alarm;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.plan.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads when a condition becomes an order from nodes that have the shape of the schema.
 *
 * @param values makes values and notes what is wrong with them
 * @param signals reads what is watched
 */
record AlarmReader(RuleValues values, SignalReader signals) {
  private static final List<String> GROUPS = List.of("all", "any");
  private static final List<String> LIMITS = List.of("above", "below");

  /**
   * Reads it from a condition whose signal and work are right; null when something is wrong.
   *
   * @param work the work of the condition
   */
  @Nullable Alarm alarm(JsonNode node, Work work) {
    int before = values.problems().size();
    Persistence persistence =
        new Persistence(values.millis(node, "on_delay"), values.millis(node, "off_delay"), 1, 1);
    JsonNode reopen = node.path("reopen");
    Alarm.Reopen rule =
        new Alarm.Reopen(
            reopen.path("after").asString("completion").equals("clear"),
            values.millis(reopen, "not_within"));
    Alarm.AtAction atAction = atAction(node, work);
    return values.problems().size() > before
        ? null
        : new Alarm(persistence, node.path("latched").asBoolean(false), rule, atAction);
  }

  private Alarm.@Nullable AtAction atAction(JsonNode node, Work work) {
    List<Signal> limits = new ArrayList<>();
    int before = values.problems().size();
    actions(node, limits, node.has("at_action"));
    if (values.problems().size() > before || !node.has("at_action")) {
      return null;
    }
    JsonNode urgency = node.get("at_action");
    if (limits.isEmpty()) {
      values.complain(
          urgency, "'at_action' needs a limit with 'action', the second limit past the first");
      return null;
    }
    int priority = urgency.path("priority").asInt(work.priority());
    if (priority > work.priority()) {
      values.complain(
          urgency.get("priority"),
          "past the action limit the priority ("
              + priority
              + ") must not be less urgent than the work's ("
              + work.priority()
              + "): 1 is the most urgent");
    }
    Duration respond =
        urgency.has("respond_within")
            ? values.span(urgency, "respond_within")
            : work.respondWithin();
    return new Alarm.AtAction(
        limits.size() == 1 ? limits.get(0) : new Signal.Group(limits, 1),
        work.moreUrgent(Math.min(priority, work.priority()), respond));
  }

  /** Finds the limits with a second one; each is watched as a limit of its own. */
  private void actions(JsonNode node, List<Signal> limits, boolean wanted) {
    for (String group : GROUPS) {
      node.path(group).forEach(part -> actions(part, limits, wanted));
    }
    for (String side : LIMITS) {
      JsonNode limit = node.path(side);
      if (limit.has("action") && isPast(side, limit, wanted)) {
        ObjectNode second = ((ObjectNode) limit).deepCopy();
        second.set("limit", limit.get("action"));
        second.remove(List.of("action", "clear", "deadband"));
        ObjectNode leaf = JsonMapper.shared().createObjectNode();
        leaf.set(side, second);
        Signal signal = signals.signal(leaf);
        if (signal != null) {
          limits.add(signal);
        }
      }
    }
  }

  private boolean isPast(String side, JsonNode limit, boolean wanted) {
    JsonNode action = limit.get("action");
    if (!wanted) {
      values.complain(action, "'action' needs 'at_action' in the condition, such as {priority: 1}");
      return false;
    }
    double first = limit.get("limit").asDouble();
    double second = action.asDouble();
    if (side.equals("above") ? second > first : second < first) {
      return true;
    }
    values.complain(
        action, "'action' (" + second + ") must be " + side + " the limit (" + first + ")");
    return false;
  }
}
