package io.millwright.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTokenTest {
  private static final Random RANDOM = new Random(4);

  @Test
  void isKnownByItsForm() {
    String token = GatewayToken.make(RANDOM);
    assertThat(token).hasSize(55);
    assertThat(GatewayToken.is(token)).isTrue();
    assertThat(GatewayToken.make(RANDOM)).isNotEqualTo(token);
  }

  /** What a person makes up must not pass for random bits. */
  @Test
  void isNotKnownByItsFormAlone() {
    String token = GatewayToken.make(RANDOM);
    char other = token.charAt(10) == 'a' ? 'b' : 'a';
    assertThat(GatewayToken.is(token.substring(0, 10) + other + token.substring(11))).isFalse();
    assertThat(GatewayToken.is("mwt_" + "a".repeat(43) + "00000000")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mwt_", "secret", "mwt_secret"})
  void otherPasswordsAreNone(String password) {
    assertThat(GatewayToken.is(password)).isFalse();
  }
}
