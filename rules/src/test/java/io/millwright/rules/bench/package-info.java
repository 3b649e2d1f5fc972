/** What the fold costs, measured: {@code ./millwright bench rules}. */
@NullMarked
package io.millwright.rules.bench;

import org.jspecify.annotations.NullMarked;
