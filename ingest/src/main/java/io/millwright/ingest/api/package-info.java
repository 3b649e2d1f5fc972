/** The HTTP side: registry, work orders and their feedback, quarantine, health, metrics. */
@NullMarked
package io.millwright.ingest.api;

import org.jspecify.annotations.NullMarked;
