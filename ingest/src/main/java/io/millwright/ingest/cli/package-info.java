/** The commands that people and scripts type. */
@NullMarked
package io.millwright.ingest.cli;

import org.jspecify.annotations.NullMarked;
