@NullMarked
package io.millwright.rules.plan;

import org.jspecify.annotations.NullMarked;
