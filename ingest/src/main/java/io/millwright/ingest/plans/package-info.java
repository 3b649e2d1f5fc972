/**
 * The plan files that were active, with who and when, and what rules on trial would have raised.
 */
@NullMarked
package io.millwright.ingest.plans;

import org.jspecify.annotations.NullMarked;
