/** The source besides gateways: what was quarantined, fed through the pipeline again. */
@NullMarked
package io.millwright.ingest.replay;

import org.jspecify.annotations.NullMarked;
