/** Maintenance plans and conditions as planners write them, and the reader of their YAML. */
@NullMarked
package io.millwright.rules.plan;

import org.jspecify.annotations.NullMarked;
