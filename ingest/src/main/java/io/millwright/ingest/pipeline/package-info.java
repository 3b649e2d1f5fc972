/**
 * From a received message to a committed batch: decode, resolve, shard, fold, commit, acknowledge.
 */
@NullMarked
package io.millwright.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
