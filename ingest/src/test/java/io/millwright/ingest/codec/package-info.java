/** Tests of the codec. */
@NullMarked
package io.millwright.ingest.codec;

import org.jspecify.annotations.NullMarked;
