package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderNumberTest {

  @Test
  void writesAndReads() {
    assertThat(OrderNumber.format(12)).isEqualTo("WO-000012");
    assertThat(OrderNumber.format(12_345_678)).isEqualTo("WO-12345678");
    assertThat(OrderNumber.parse("WO-000012")).hasValue(12);
    assertThat(OrderNumber.parse("wo-12")).hasValue(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "WO-", "WO--1", "WO-1x", "WO-9999999999999999999"})
  void readsNothingElse(String text) {
    assertThat(OrderNumber.parse(text)).isEmpty();
  }
}
