@NullMarked
package io.millwright.ingest.codec.sparkplug;

import org.jspecify.annotations.NullMarked;
