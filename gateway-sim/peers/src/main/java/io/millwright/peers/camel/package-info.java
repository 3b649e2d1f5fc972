/**
 * What a competent team would build with Apache Camel in place of broker mode: MQTT 5 messages of
 * readings into a hypertable. It has no rules, no orders, no quarantine. {@code bench ingest --peer
 * camel} runs it ({@code CamelConsumer}) beside Millwright; it is no part of the product.
 */
@NullMarked
package io.millwright.peers.camel;

import org.jspecify.annotations.NullMarked;
