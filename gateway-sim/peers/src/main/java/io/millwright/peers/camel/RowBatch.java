package io.millwright.peers.camel;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Appends the rows of each message to those of the messages before it. */
final class RowBatch implements AggregationStrategy {
  @Override
  @SuppressWarnings("unchecked")
  public Exchange aggregate(@Nullable Exchange batch, Exchange message) {
    List<List<Object>> rows = message.getIn().getBody(List.class);
    if (batch == null) {
      message.getIn().setBody(new ArrayList<>(rows));
      return message;
    }
    batch.getIn().getBody(List.class).addAll(rows);
    return batch;
  }
}
