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
 * @param work what to do
 */
public record Condition(
    String id,
    String title,
    String version,
    AppliesTo appliesTo,
    Signal signal,
    @Nullable Gate onlyWhile,
    Work work)
    implements Rule {}
