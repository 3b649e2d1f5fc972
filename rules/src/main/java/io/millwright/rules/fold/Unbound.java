package io.millwright.rules.fold;

import io.millwright.rules.plan.Rule;

/**
 * A rule that is meant for an asset but cannot be evaluated on it, or only in part.
 *
 * @param rule the rule
 * @param reason one sentence that says what does not fit
 */
public record Unbound(Rule rule, String reason) {}
