package io.millwright.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  @Test
  void matchesItsPasswordOnly() {
    PasswordHash hash = PasswordHash.of("sécret€".toCharArray(), 10);
    assertThat(hash.matches("sécret€".toCharArray())).isTrue();
    assertThat(hash.matches("sécret".toCharArray())).isFalse();
    assertThat(hash.matches(new char[0])).isFalse();
    assertThat(PasswordHash.parse(hash.encoded()).matches("sécret€".toCharArray())).isTrue();
  }

  @Test
  void isSaltedAndCostly() {
    assertThat(PasswordHash.of("a").encoded())
        .startsWith("pbkdf2-sha256$210000$")
        .isNotEqualTo(PasswordHash.of("a".toCharArray()).encoded());
  }

  /** Computed with Python's hashlib.pbkdf2_hmac. */
  @Test
  void agreesWithAnotherImplementation() {
    assertThat(
            PasswordHash.parse(
                    "pbkdf2-sha256$4096$c2FsdHNhbHQ=$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU=")
                .matches("password".toCharArray()))
        .isTrue();
  }

  @Test
  void keepsItsHashOutOfLogs() {
    assertThat(PasswordHash.of("a".toCharArray(), 1)).hasToString("pbkdf2-sha256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "pbkdf2-sha256$10$c2FsdHNhbHQ=",
        "pbkdf2-sha1$10$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==",
        "pbkdf2-sha256$0$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==",
        "pbkdf2-sha256$ten$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==",
        "pbkdf2-sha256$99999999$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==",
        "pbkdf2-sha256$10$c2FsdHNhbHQ=$aGFzaA==",
        "pbkdf2-sha256$10$????$aGFzaGhhc2hoYXNoaGFzaA=="
      })
  void refusesOtherTextsWithoutRepeatingThem(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordHash.parse(text))
        .withMessageContaining("pbkdf2-sha256$iterations$salt$hash")
        .matches(e -> text.isEmpty() || !e.toString().contains(text));
  }
}
