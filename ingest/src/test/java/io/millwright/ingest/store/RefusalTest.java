package io.millwright.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  @ParameterizedTest
  @ValueSource(strings = {"22003", "22P05", "22021", "23514", "23502", "23503", "54000", "P0001"})
  void whatSpeaksOfTheRowIsForGood(String state) {
    assertThat(Refusal.isForGood(new SQLException("no", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", "08P01", "25006", "28000", "40001", "40P01", "42501", "42P01", "53100", "53300",
        "55P03", "57014", "57P01", "58030", "XX000", "0A000", ""
      })
  void whatSpeaksOfTheDatabaseIsNot(String state) {
    assertThat(Refusal.isForGood(new SQLException("not now", state))).isFalse();
    assertThat(Refusal.isForGood(new SQLException("not now"))).isFalse();
  }

  @Test
  void whatWasSaidOfARowIsToldWithoutItsBatch() {
    BatchUpdateException batch = new BatchUpdateException("Batch entry 7 ...", "23514", 0, null);
    batch.setNextException(new SQLException("violates t", "23514"));
    assertThat(Refusal.isForGood(batch)).isTrue();
    assertThat(Refusal.text(batch)).isEqualTo("violates t (SQLSTATE 23514)");
  }
}
