/**
 * Sparkplug B 3.0 as a host application: what edge nodes say in their births, deaths and data, and
 * what has to be asked of them. Pure: no I/O, and the time is a parameter.
 */
@NullMarked
package io.millwright.ingest.codec.sparkplug;

import org.jspecify.annotations.NullMarked;
