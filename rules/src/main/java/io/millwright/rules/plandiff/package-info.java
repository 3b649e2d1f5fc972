/** What would change, for which assets, if one plan file took the place of another. */
@NullMarked
package io.millwright.rules.plandiff;

import org.jspecify.annotations.NullMarked;
