/**
 * Why a rule has raised what it has, and why it has raised nothing yet: read off any fold, live or
 * of a plan test, in plain sentences.
 */
@NullMarked
package io.millwright.rules.explain;

import org.jspecify.annotations.NullMarked;
