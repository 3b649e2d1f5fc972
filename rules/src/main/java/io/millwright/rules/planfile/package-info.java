/** Reads plan files: YAML, a schema, and complaints with line and column. */
@NullMarked
package io.millwright.rules.planfile;

import org.jspecify.annotations.NullMarked;
