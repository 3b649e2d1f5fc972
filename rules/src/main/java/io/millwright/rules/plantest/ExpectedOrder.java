package io.millwright.rules.plantest;

import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Target;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.model.WorkType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order that a test expects. What is null is not looked at.
 *
 * @param rule the rule's id
 * @param at the event time it is raised at, exactly: epoch milliseconds
 * @param shadow whether it is one that is recorded and not sent
 * @param type the type of work
 * @param priority 1 to 5
 * @param target the executing system
 * @param due when it is due
 * @param whyContains a part of the reason
 * @param covers the other plans whose work it contains, in any order
 */
record ExpectedOrder(
    String rule,
    long at,
    boolean shadow,
    @Nullable WorkType type,
    @Nullable Integer priority,
    @Nullable Target target,
    @Nullable Due due,
    @Nullable String whyContains,
    @Nullable Set<String> covers)
    implements Expected<WorkOrder> {
  private static final long MINUTE = 60_000;

  /**
   * When an order is due, to the minute: a projection has milliseconds that nobody can foresee.
   *
   * @param at epoch milliseconds, or null for unknown
   */
  record Due(@Nullable Long at) {
    boolean is(@Nullable Long seen) {
      return Objects.equals(minute(at), minute(seen));
    }

    private static @Nullable Long minute(@Nullable Long millis) {
      return millis == null ? null : Math.floorDiv(millis, MINUTE);
    }
  }

  @Override
  public boolean isMetBy(WorkOrder seen) {
    return seen.rule().id().equals(rule) && seen.raisedAt() == at;
  }

  @Override
  public List<String> differences(WorkOrder seen, Timeline timeline) {
    List<String> differences = new ArrayList<>();
    if (seen.rule().shadow() != shadow) {
      differences.add(
          shadow
              ? "it is sent, expected a shadow order"
              : "it is a shadow order, recorded and not sent: expected with 'shadow: true' only");
    }
    compare(differences, "type", type, seen.rule().work().type());
    compare(differences, "priority", priority, seen.rule().work().priority());
    compare(differences, "target", target == null ? null : target.word(), seen.target().word());
    if (due != null && !due.is(seen.dueAt())) {
      compare(differences, "due", due(timeline, due.at()), due(timeline, seen.dueAt()));
    }
    Set<String> covered =
        seen.covers().stream().map(one -> one.plan().id()).collect(Collectors.toSet());
    compare(differences, "covers", covers, covered);
    Evidence evidence = seen.evidence();
    if (whyContains != null
        && !evidence.why().contains(whyContains)
        && evidence.arithmetic().stream().noneMatch(step -> step.contains(whyContains))) {
      differences.add("why does not contain \"" + whyContains + "\"");
    }
    return differences;
  }

  private static void compare(
      List<String> differences, String what, @Nullable Object wanted, Object seen) {
    if (wanted != null && !wanted.equals(seen)) {
      differences.add(what + " is " + seen + ", expected " + wanted);
    }
  }

  @Override
  public String words(Timeline timeline) {
    return rule
        + (shadow ? " in shadow" : "")
        + (type == null ? "" : " " + type)
        + (target == null ? "" : " " + target.word())
        + (due == null ? "" : ", due " + due(timeline, due.at()));
  }

  /** An order that was raised, in the same words. */
  static String words(WorkOrder seen, Timeline timeline) {
    return seen.rule().id()
        + (seen.rule().shadow() ? " in shadow" : "")
        + " "
        + seen.rule().work().type()
        + " "
        + seen.target().word()
        + ", due "
        + due(timeline, seen.dueAt());
  }

  private static String due(Timeline timeline, @Nullable Long at) {
    return at == null ? "unknown" : timeline.words(at);
  }
}
