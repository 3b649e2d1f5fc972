package io.millwright.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PacketIdsTest {
  @Test
  void noIdIsHandedOutTwiceWhileItsMessageIsInFlight() {
    SplittableRandom random = new SplittableRandom(7);
    PacketIds ids = new PacketIds();
    Map<Integer, Long> inFlight = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    for (long token = 0; token < 500_000; token++) {
      int id = ids.take(token);
      assertThat(id).isBetween(1, 65_535);
      assertThat(inFlight.put(id, token)).isNull();
      order.add(id);
      // Up to 300 stay, and some of them for several rounds of the circle.
      if (order.size() > 300) {
        int last = order.size() - 1;
        int chosen = random.nextInt(1, order.size());
        int released = order.get(chosen);
        order.set(chosen, order.get(last));
        order.remove(last);
        assertThat(ids.release(released)).isEqualTo(inFlight.remove(released));
      }
      assertThat(ids.size()).isEqualTo(order.size());
    }
  }

  @Test
  void thereAreAsManyAsTheProtocolHas() {
    PacketIds ids = new PacketIds();
    for (int i = 0; i < 65_535; i++) {
      ids.take(i);
    }
    assertThatThrownBy(() -> ids.take(0)).isInstanceOf(IllegalStateException.class);
    ids.release(4_711);
    assertThat(ids.take(1)).isEqualTo(4_711);
  }
}
