@NullMarked
package io.millwright.rules.plantest;

import org.jspecify.annotations.NullMarked;
