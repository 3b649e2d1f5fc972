package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  @Test
  void signsTheReferenceVectorOfTheSpecification() {
    WebhookSignature signature = WebhookSignature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            signature.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "whsec_",
        "whsec_c2hvcnQ=",
        "whsec_not*base64*not*base64*not*base64"
      })
  void refusesAnotherFormWithoutRepeatingIt(String secret) {
    assertThatThrownBy(() -> WebhookSignature.of(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl rand")
        .hasMessageNotContaining("c2hvcnQ")
        .hasMessageNotContaining("not*base64");
  }
}
