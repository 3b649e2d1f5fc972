/** The whole service, tested from outside: over MQTT, HTTP and SQL. */
@NullMarked
package io.millwright.ingest;

import org.jspecify.annotations.NullMarked;
