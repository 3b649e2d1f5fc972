/**
 * Who may be in: from CONNECT to CONNACK, with credentials and sessions asked of the database off
 * the event loop, and from time to time again, for what the registry says of those that are in.
 */
@NullMarked
package io.millwright.ingest.mqtt.admission;

import org.jspecify.annotations.NullMarked;
