/**
 * From a committed work order to the executing system's answer: the outbox is read, held or sent,
 * retried and marked. {@link io.millwright.ingest.dispatch.Dispatcher} is the way in.
 */
@NullMarked
package io.millwright.ingest.dispatch;

import org.jspecify.annotations.NullMarked;
