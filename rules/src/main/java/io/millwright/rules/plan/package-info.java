/** Maintenance plans and conditions as values; {@code planfile} reads them from YAML. */
@NullMarked
package io.millwright.rules.plan;

import org.jspecify.annotations.NullMarked;
