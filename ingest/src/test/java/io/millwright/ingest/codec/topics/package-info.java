/** Tests of plain topics. */
@NullMarked
package io.millwright.ingest.codec.topics;

import org.jspecify.annotations.NullMarked;
