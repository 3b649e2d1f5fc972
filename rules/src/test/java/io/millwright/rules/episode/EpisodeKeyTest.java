package io.millwright.rules.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EpisodeKeyTest {
  @Test
  void agreesWithTheVectorOfRfc9562() {
    // RFC 9562, appendix A.4: the DNS namespace and www.example.com.
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    assertThat(NameUuid.of(dns, "www.example.com"))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  @Test
  void theIdOfAnOrderIsForEver() {
    // Reckoned with Python: uuid.uuid5(namespace, "EX-104/excavator-250h/3").
    assertThat(new EpisodeKey("EX-104", "excavator-250h", 3).orderId())
        .isEqualTo(UUID.fromString("aa5f71b7-10f3-5cf8-ab4a-96eca90207bc"));
  }

  @Test
  void versionAndVariantAreThoseOfANameBasedUuid() {
    Set<UUID> seen = new HashSet<>();
    for (int cycle = 1; cycle <= 1000; cycle++) {
      UUID id = new EpisodeKey("EX-104", "ölwechsel", cycle).orderId();
      assertThat(id.version()).isEqualTo(5);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void isNotTheMd5KindThatJavaOffers() {
    EpisodeKey key = new EpisodeKey("a", "b", 1);
    assertThat(key.orderId())
        .isNotEqualTo(UUID.nameUUIDFromBytes(key.text().getBytes(StandardCharsets.UTF_8)));
  }
}
