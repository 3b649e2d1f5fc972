package io.millwright.ingest.mqtt.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectAttemptsTest {
  private long nanos;
  private final ConnectAttempts attempts =
      new ConnectAttempts(new ConnectRates(0.1, 0.1, 0.1), () -> nanos); // one saved up of each

  @Test
  void anAddressUsesUpItsOwnRateOnly() {
    assertThat(attempts.socket("10.0.0.1")).isTrue();
    assertThat(attempts.socket("10.0.0.1")).isFalse();
    assertThat(attempts.socket("10.0.0.2")).isTrue();
    nanos += TimeUnit.SECONDS.toNanos(11);
    assertThat(attempts.socket("10.0.0.1")).isTrue();
  }

  @Test
  void nobodyUsesUpTheRateOfAGatewayFromElsewhere() {
    assertThat(attempts.name("10.0.0.1", "gw-1")).isTrue();
    assertThat(attempts.name("10.0.0.1", "gw-1")).isFalse();
    assertThat(attempts.name("10.0.0.1", "gw-2")).as("behind the same router").isTrue();
    assertThat(attempts.name("10.0.0.2", "gw-1")).as("the gateway itself").isTrue();
  }

  @Test
  void guessesAreCountedByAddressAndARightOneIsGivenBack() {
    assertThat(attempts.guesses("10.0.0.1").take()).isTrue();
    assertThat(attempts.guesses("10.0.0.1").take()).isFalse();
    assertThat(attempts.guesses("10.0.0.2").take()).isTrue();
    attempts.guesses("10.0.0.1").giveBack();
    assertThat(attempts.guesses("10.0.0.1").take()).isTrue();
  }
}
