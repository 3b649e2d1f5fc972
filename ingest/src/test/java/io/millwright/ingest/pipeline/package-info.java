@NullMarked
package io.millwright.ingest.pipeline;

import org.jspecify.annotations.NullMarked;
