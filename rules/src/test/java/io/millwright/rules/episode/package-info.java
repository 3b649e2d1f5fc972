@NullMarked
package io.millwright.rules.episode;

import org.jspecify.annotations.NullMarked;
