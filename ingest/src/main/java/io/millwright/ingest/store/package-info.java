/** What is durable: one transaction for a batch, the log, checkpoints, recovery. */
@NullMarked
package io.millwright.ingest.store;

import org.jspecify.annotations.NullMarked;
