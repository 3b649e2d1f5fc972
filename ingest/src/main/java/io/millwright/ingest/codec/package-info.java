/** From bytes to values: topics and the JSON messages of gateways. */
@NullMarked
package io.millwright.ingest.codec;

import org.jspecify.annotations.NullMarked;
