/** TLS of both ways in: whose certificates, which keys, and that renewed ones are used. */
@NullMarked
package io.millwright.ingest.mqtt.tls;

import org.jspecify.annotations.NullMarked;
