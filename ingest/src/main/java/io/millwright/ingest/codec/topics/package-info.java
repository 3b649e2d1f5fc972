/** Plain topics: from the topics and payloads that gateways have already, by a mapping file. */
@NullMarked
package io.millwright.ingest.codec.topics;

import org.jspecify.annotations.NullMarked;
