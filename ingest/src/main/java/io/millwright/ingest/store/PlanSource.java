package io.millwright.ingest.store;

/**
 * A plan file as it was handed in.
 *
 * @param text its YAML
 * @param file where it came from, for people; may be empty
 * @param by who handed it in, for people; may be empty
 */
public record PlanSource(String text, String file, String by) {}
