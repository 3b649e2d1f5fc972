@NullMarked
package io.millwright.ingest.failure;

import org.jspecify.annotations.NullMarked;
