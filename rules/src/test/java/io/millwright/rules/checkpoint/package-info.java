@NullMarked
package io.millwright.rules.checkpoint;

import org.jspecify.annotations.NullMarked;
