@NullMarked
package io.millwright.rules.model;

import org.jspecify.annotations.NullMarked;
