package io.millwright.ingest.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What feedback needs to know of an order.
 *
 * @param id its id
 * @param number its number
 * @param type PM, CM or EM
 * @param dueMeter the meter its plan counts, or null
 */
record OrderKey(UUID id, long number, String type, @Nullable String dueMeter) {}
