/** Why a rule raised what it did on an asset, and why it has raised nothing yet. */
@NullMarked
package io.millwright.ingest.explain;

import org.jspecify.annotations.NullMarked;
