package io.millwright.rules.fold;

/**
 * Something that a plan file says of a meter, and that does not fit an asset it is meant for.
 *
 * @param meter the meter's name
 * @param reason one sentence that says what does not fit
 */
public record UnboundMeter(String meter, String reason) {}
