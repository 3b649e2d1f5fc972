package io.millwright.ingest.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first of an order's escalations that its target has not been told of.
 *
 * @param number the how-manieth of its order, from 1
 * @param time event time at which the order became more urgent
 * @param priority the most urgent priority up to this one
 * @param dueAt when the work is due from now on; null when that stays
 * @param severity the word for the limit that was passed, or null
 * @param why one sentence
 * @param waiting how many of the order wait, this one included
 */
record WaitingEscalation(
    int number,
    Instant time,
    int priority,
    @Nullable Instant dueAt,
    @Nullable String severity,
    String why,
    int waiting) {}
