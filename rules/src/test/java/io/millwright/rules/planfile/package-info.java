@NullMarked
package io.millwright.rules.planfile;

import org.jspecify.annotations.NullMarked;
