package io.millwright.ingest.store;

/**
 * The place in the log from which an asset is folded as what changes have made of it.
 *
 * @param sequence the place
 * @param asset the asset's id
 * @param after the number of the last change that was taken before
 * @param upTo the number of the last one that is taken with this
 */
public record DefinitionRow(long sequence, int asset, int after, int upTo) {}
