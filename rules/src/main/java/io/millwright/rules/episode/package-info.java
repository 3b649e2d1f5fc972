/**
 * What comes of an event: work orders with their evidence, suppressions, closed episodes, and the\n
 * * words they are explained in.
 */
@NullMarked
package io.millwright.rules.episode;

import org.jspecify.annotations.NullMarked;
