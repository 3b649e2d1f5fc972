package io.millwright.ingest.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  @Test
  void matchesItsPasswordOnly() {
    PasswordHash hash = PasswordHash.of("sécret€");
    assertThat(hash.matches("sécret€")).isTrue();
    assertThat(hash.matches("sécret")).isFalse();
    assertThat(hash.matches("")).isFalse();
    assertThat(PasswordHash.parse(hash.encoded()).matches("sécret€")).isTrue();
  }

  @Test
  void isSaltedAndAsCostlyAsOwaspAsks() {
    assertThat(PasswordHash.of("a").encoded())
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
        .isNotEqualTo(PasswordHash.of("a").encoded());
  }

  /** What the first releases stored; computed with Python's hashlib.pbkdf2_hmac. */
  @Test
  void verifiesWhatTheFirstReleasesStored() {
    PasswordHash stored =
        PasswordHash.parse(
            "pbkdf2-sha256$4096$c2FsdHNhbHQ=$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU=");
    assertThat(stored.matches("password")).isTrue();
    assertThat(stored.matches("Password")).isFalse();
  }

  /** Of the reference implementation: argon2 -id -v 13 -k 256 -t 2 -p 1, password "password". */
  @Test
  void agreesWithAnotherImplementation() {
    assertThat(
            PasswordHash.parse(
                    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")
                .matches("password"))
        .isTrue();
  }

  @Test
  void ofATokenItIsASha256ThatMatchesNothingElse() {
    String token = GatewayToken.make(new Random(4));
    PasswordHash hash = PasswordHash.of(token);
    assertThat(hash.encoded()).startsWith("token-sha256$").hasSize(13 + 44);
    assertThat(PasswordHash.parse(hash.encoded()).matches(token)).isTrue();
    assertThat(hash.matches(GatewayToken.make(new Random(5)))).isFalse();
    assertThat(hash).hasToString("token-sha256");
  }

  /** So that nobody gets a fast hash for a password that can be guessed. */
  @Test
  void aPasswordOfAPersonNeverMatchesAFastHash() throws Exception {
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest("secret".getBytes(UTF_8));
    String encoded = "token-sha256$" + Base64.getEncoder().encodeToString(sha256);
    assertThat(PasswordHash.parse(encoded).matches("secret")).isFalse();
  }

  @Test
  void keepsItsHashOutOfLogs() {
    assertThat(PasswordHash.of("a")).hasToString("argon2id");
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
        "pbkdf2-sha256$10$????$aGFzaGhhc2hoYXNoaGFzaA==",
        "token-sha256$aGFzaGhhc2hoYXNoaGFzaA==",
        "token-sha256$????",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=200,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$short"
      })
  void refusesOtherTextsWithoutRepeatingThem(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordHash.parse(text))
        .withMessageContaining("pbkdf2-sha256$iterations$salt$hash")
        .matches(e -> text.isEmpty() || !e.toString().contains(text));
  }
}
