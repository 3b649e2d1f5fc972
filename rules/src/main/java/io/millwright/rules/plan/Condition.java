package io.millwright.rules.plan;

/**
 * Work that is asked for by how the asset behaves.
 *
 * @param id the rule's identity
 * @param title what the order is called
 * @param version changes with the content
 * @param appliesTo which assets
 * @param signal what is watched
 * @param work what to do
 */
public record Condition(
    String id, String title, String version, AppliesTo appliesTo, Signal signal, Work work)
    implements Rule {}
