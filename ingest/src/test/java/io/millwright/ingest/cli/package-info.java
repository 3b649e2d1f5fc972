@NullMarked
package io.millwright.ingest.cli;

import org.jspecify.annotations.NullMarked;
