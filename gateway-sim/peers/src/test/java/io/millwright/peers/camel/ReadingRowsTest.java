package io.millwright.peers.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ReadingRowsTest {
  private static final String TIME = "2026-11-23T01:02:03.004Z";

  private final MeterIds meters = new MeterIds(Map.of("BENCH-1", Map.of("m0", 7, "m1", 8)));

  @Test
  void aMessageBecomesRows() throws Exception {
    String json =
        """
        {"readings":[{"asset":"BENCH-1","meter":"m1","time":"%1$s","value":12.5},
                     {"asset":"BENCH-1","meter":"m0","time":"%1$s","value":3}]}
        """
            .formatted(TIME);
    ReadingMessage message = new ObjectMapper().readValue(json, ReadingMessage.class);
    assertThat(meters.rows(message)).containsExactly(List.of(8, TIME, 12.5), List.of(7, TIME, 3.0));
  }

  @Test
  void anUnknownMeterIsRefused() {
    ReadingMessage message =
        new ReadingMessage(List.of(new ReadingMessage.Reading("BENCH-2", "m0", TIME, 1)));
    assertThatThrownBy(() -> meters.rows(message)).hasMessageContaining("BENCH-2/m0");
  }

  @Test
  void aBatchHasTheRowsOfItsMessagesInOrder() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      RowBatch batch = new RowBatch();
      Exchange first = batch.aggregate(null, message(camel, List.of(List.of(1), List.of(2))));
      Exchange both = batch.aggregate(first, message(camel, List.of(List.of(3))));
      assertThat(both.getIn().getBody()).isEqualTo(List.of(List.of(1), List.of(2), List.of(3)));
    }
  }

  private static Exchange message(DefaultCamelContext camel, List<?> rows) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getIn().setBody(rows);
    return exchange;
  }
}
