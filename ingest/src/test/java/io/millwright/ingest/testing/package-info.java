/** What tests of several packages share: real servers, and no stand-ins for them. */
@NullMarked
package io.millwright.ingest.testing;

import org.jspecify.annotations.NullMarked;
