package io.millwright.sim.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GatewayLedgerTest {
  @Test
  void acknowledgementsInAnyOrderAndTwiceAreKeptOnce() {
    GatewayLedger ledger = new GatewayLedger();
    SplittableRandom random = new SplittableRandom(3);
    Set<Long> acknowledged = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      if (ledger.produced() == 0 || random.nextInt(3) == 0) {
        ledger.produce();
      } else {
        long number = random.nextLong(Math.max(0, ledger.produced() - 50), ledger.produced());
        assertThat(ledger.acknowledge(number)).isEqualTo(acknowledged.add(number));
      }
    }
    GatewayLedger.Page page = ledger.page();
    long lowest = 0;
    while (acknowledged.contains(lowest)) {
      lowest++;
    }
    assertThat(page.lowest()).isEqualTo(lowest);
    for (long number = 0; number < page.produced(); number++) {
      assertThat(page.holds(number)).isEqualTo(acknowledged.contains(number));
    }
  }
}
