package io.millwright.sim.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The vector is the one of the Standard Webhooks reference libraries. */
class WebhookSignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIMESTAMP = "1614265330";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_340);

  private final WebhookSignature signature = new WebhookSignature(SECRET);

  @Test
  void theReferenceVectorIsAccepted() {
    assertThat(signature.problem(ID, TIMESTAMP, SIGNED, BODY, NOW)).isEmpty();
    assertThat(signature.problem(ID, TIMESTAMP, "v1,AAAA " + SIGNED, BODY, NOW)).isEmpty();
  }

  @Test
  void anythingChangedIsRefused() {
    byte[] changed = "{\"test\": 2432232315}".getBytes(StandardCharsets.UTF_8);
    assertThat(signature.problem(ID, TIMESTAMP, SIGNED, changed, NOW)).isPresent();
    assertThat(signature.problem("msg_2", TIMESTAMP, SIGNED, BODY, NOW)).isPresent();
    assertThat(signature.problem(ID, "1614265331", SIGNED, BODY, NOW)).isPresent();
    assertThat(signature.problem(ID, TIMESTAMP, null, BODY, NOW)).isPresent();
  }

  @Test
  void anOldDeliveryIsRefused() {
    assertThat(signature.problem(ID, TIMESTAMP, SIGNED, BODY, NOW.plusSeconds(301)))
        .hasValueSatisfying(p -> assertThat(p).contains("5 minutes"));
    assertThat(signature.problem(ID, "soon", SIGNED, BODY, NOW)).isPresent();
  }

  @Test
  void aSecretOfAnotherFormIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature("hunter2"));
  }
}
