@NullMarked
package io.millwright.ingest.api;

import org.jspecify.annotations.NullMarked;
