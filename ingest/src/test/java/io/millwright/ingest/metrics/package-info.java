@NullMarked
package io.millwright.ingest.metrics;

import org.jspecify.annotations.NullMarked;
