/** When plans will be due and which parts that takes: asked of the folds, kept in a table. */
@NullMarked
package io.millwright.ingest.forecast;

import org.jspecify.annotations.NullMarked;
