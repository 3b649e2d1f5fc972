/** What can happen to an asset, and what the fold thinks of it. Values only. */
@NullMarked
package io.millwright.rules.event;

import org.jspecify.annotations.NullMarked;
