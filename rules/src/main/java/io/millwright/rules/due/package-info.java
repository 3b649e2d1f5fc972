/** Maintenance plans on one asset: when they are due by usage and by calendar. */
@NullMarked
package io.millwright.rules.due;

import org.jspecify.annotations.NullMarked;
