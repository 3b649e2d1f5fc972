package io.millwright.rules.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the definitions of NIST SP 811, appendix B.8. */
class UnitsTest {
  private static Conversion between(String from, String to) {
    return Objects.requireNonNull(Units.between(from, to), from + " to " + to);
  }

  @ParameterizedTest
  @CsvSource({
    "250, h, 15000, min",
    "90, min, 1.5, h",
    "2, d, 48, h",
    "100, mi, 160.9344, km",
    "1, in, 25.4, mm",
    "7.1, mm/s, 0.0071, m/s",
    "1, in/s, 25.4, mm/s",
    "221, degF, 105, degC",
    "105, degC, 221, degF",
    "-40, degC, -40, degF",
    "0, degC, 273.15, K",
    "1, bar, 100, kPa",
    "0.5, MPa, 5, bar",
    "3, m3, 3000, L",
    "5, cycles, 5, cycles"
  })
  void exactly(double value, String from, double expected, String to) {
    assertThat(between(from, to).value(value)).isCloseTo(expected, within(Math.ulp(expected)));
  }

  @Test
  void aPoundPerSquareInch() {
    assertThat(between("psi", "bar").value(1)).isCloseTo(0.06894757293168, within(1e-15));
    assertThat(between("bar", "psi").value(10)).isCloseTo(145.0377, within(1e-4));
  }

  @Test
  void aDifferenceHasNoZeroPoint() {
    assertThat(between("degF", "degC").difference(9)).isEqualTo(5);
    assertThat(between("degC", "K").difference(5)).isEqualTo(5);
    assertThat(between("h", "min").difference(0.5)).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"h, km", "bar, degC", "cycles, trips", "h, hours", "h, H", "1, h"})
  void whatIsOfAnotherDimensionOrNotKnownIsNotConverted(String from, String to) {
    assertThat(Units.between(from, to)).isNull();
    assertThat(Units.between(to, from)).isNull();
  }
}
