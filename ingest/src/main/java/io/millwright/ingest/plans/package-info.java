/** The plan files that were active, with who and when. */
@NullMarked
package io.millwright.ingest.plans;

import org.jspecify.annotations.NullMarked;
