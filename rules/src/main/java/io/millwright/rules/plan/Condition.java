package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * Work that is asked for by how the asset behaves.
 *
 * @param id the rule's identity
 * @param title what the order is called
 * @param version changes with the content
 * @param appliesTo which assets
 * @param signal what is watched
 * @param onlyWhile when it is watched; null for always
 * @param alarm when that becomes an order
 * @param work what to do
 */
public record Condition(
    String id,
    String title,
    String version,
    AppliesTo appliesTo,
    Signal signal,
    @Nullable Gate onlyWhile,
    Alarm alarm,
    Work work)
    implements Rule {

  /** The same with the work of the action limit; itself when it has none. */
  public Condition atAction() {
    Alarm.AtAction action = alarm.atAction();
    return action == null
        ? this
        : new Condition(id, title, version, appliesTo, signal, onlyWhile, alarm, action.work());
  }
}
