package io.millwright.rules.condition;

/**
 * Where a leaf is.
 *
 * @param condition whose it is
 * @param key what its state is kept under
 */
public record LeafPlace(ConditionTrack condition, String key) {}
