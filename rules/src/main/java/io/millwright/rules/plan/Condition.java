package io.millwright.rules.plan;

/**
 * Work that is asked for by how the asset behaves.
 *
 * @param id the rule's identity
 * @param title what the order is called
 * @param version changes with the content
 * @param appliesTo which assets
 * @param signal what is watched
 * @param alarm when that becomes an order
 * @param work what to do
 */
public record Condition(
    String id,
    String title,
    String version,
    AppliesTo appliesTo,
    Signal signal,
    Alarm alarm,
    Work work)
    implements Rule {

  /** The same with the work of the action limit; itself when it has none. */
  public Condition atAction() {
    Alarm.AtAction action = alarm.atAction();
    return action == null
        ? this
        : new Condition(id, title, version, appliesTo, signal, alarm, action.work());
  }
}
