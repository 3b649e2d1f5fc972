/** What is known about gateways and assets. */
@NullMarked
package io.millwright.ingest.registry;

import org.jspecify.annotations.NullMarked;
