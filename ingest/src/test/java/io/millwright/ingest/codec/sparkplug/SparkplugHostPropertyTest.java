package io.millwright.ingest.codec.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import io.millwright.rules.planfile.PlanException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A network that loses, delays and repeats messages, an edge node that restarts and a host that
 * does: no value ever ends up in the meter of another metric, every message is settled once, and
 * when the network is well again the meters say what the node has.
 */
class SparkplugHostPropertyTest {
  private static final int LIVES = 40;
  private static final int STEPS = 400;

  private record Carried(long due, long order, String topic, Payload payload) {}

  /** One life, from one seed. */
  private static final class Life implements RandomEdgeNode.Network {
    private final Random random;
    private final PriorityQueue<Carried> network =
        new PriorityQueue<>(Comparator.comparingLong(Carried::due).thenComparing(Carried::order));
    private final List<DecodedReading> readings = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();
    private final RandomEdgeNode node;
    private HostRig host;
    private long now = 1_800_000_000_000L;
    private long order;
    private long last;
    private int answered;
    private boolean faulty = true;

    Life(long seed) throws PlanException {
      random = new Random(seed);
      node = new RandomEdgeNode(random, this);
      host = host();
    }

    private static HostRig host() throws PlanException {
      return new HostRig(
          """
          nodes: [{match: "{g}/{e}/{device}", asset: "{device}"}]
          metrics: [{name: "m{n}", meter: "m{n}"}]
          """);
    }

    @Override
    public void carry(String topic, Payload payload) {
      if (faulty && random.nextInt(30) == 0) {
        return;
      }
      // In order as a rule: a message that is not delayed does not overtake those before it.
      long due = now + 5;
      if (faulty && random.nextInt(20) == 0) {
        due += random.nextInt(600);
      } else {
        last = Math.max(last, due);
        due = last;
      }
      network.add(new Carried(due, order++, topic, payload));
      if (faulty && random.nextInt(30) == 0) {
        network.add(new Carried(due + random.nextInt(400), order++, topic, payload));
      }
    }

    void run() throws PlanException {
      node.at(now);
      node.connect();
      for (int i = 0; i < STEPS; i++) {
        pass(random.nextInt(300));
        int what = random.nextInt(100);
        if (what == 0) {
          restartNode();
        } else if (what == 1) {
          checkSettled();
          host = host();
          answered = 0;
        } else {
          node.step();
        }
      }
      faulty = false;
      for (int i = 0; i < 400; i++) {
        pass(1000);
        node.everythingTells();
      }
      pass(1000);
      checkSettled();
    }

    private void restartNode() {
      Payload death = node.death();
      network.add(new Carried(now + random.nextInt(2500), order++, "spBv1.0/g/NDEATH/e", death));
      pass(random.nextInt(1500));
      node.connect();
    }

    private void pass(long millis) {
      long until = now + millis;
      while (!network.isEmpty() && network.peek().due() <= until) {
        Carried next = network.remove();
        move(Math.max(now, next.due()));
        host.deliver(next.topic(), next.payload());
        check(next);
        obey();
      }
      move(until);
    }

    /** At once, so that a failure can say what was delivered before. */
    private void check(Carried carried) {
      delivered.add(
          carried.topic()
              + " seq "
              + carried.payload().getSeq()
              + " at "
              + carried.payload().getTimestamp());
      for (DecodedReading reading : host.readings) {
        int device = Integer.parseInt(reading.asset().substring(1));
        int metric = Integer.parseInt(reading.meter().substring(1));
        double first = RandomEdgeNode.first(device, metric);
        assertThat(reading.value())
            .as(
                "%s after %s",
                reading, delivered.subList(Math.max(0, delivered.size() - 20), delivered.size()))
            .isBetween(first, first + 999_999);
      }
    }

    private void move(long time) {
      while (now < time) {
        now = Math.min(time, now + 200);
        host.now = now;
        host.tick(0);
        node.at(now);
        obey();
      }
      readings.addAll(host.readings);
      host.readings.clear();
    }

    private void obey() {
      if (host.rebirths > answered) {
        answered = host.rebirths;
        if (!faulty || random.nextInt(5) > 0) {
          node.birth();
        }
      }
    }

    private void checkSettled() {
      host.tick(10_000);
      readings.addAll(host.readings);
      host.readings.clear();
      Set<Integer> once = new HashSet<>(host.settled);
      assertThat(once).as("each is settled").hasSize(host.sent());
      assertThat(host.settled).as("and once").hasSize(host.sent());
    }

    void check() {
      Map<String, DecodedReading> newest = new HashMap<>();
      for (DecodedReading reading : readings) {
        newest.merge(
            reading.asset() + reading.meter(),
            reading,
            (a, b) -> a.timeMillis() > b.timeMillis() ? a : b);
      }
      for (int device = 0; device < RandomEdgeNode.DEVICES; device++) {
        for (int metric = 0; metric < RandomEdgeNode.METRICS; metric++) {
          assertThat(newest.get("d" + device + "m" + metric))
              .extracting(DecodedReading::value)
              .isEqualTo(node.value(device, metric));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void metersSayWhatTheNodeHas(long group) throws PlanException {
    long reordered = 0;
    long gaps = 0;
    for (long seed = group * 1000; seed < group * 1000 + LIVES; seed++) {
      Life life = new Life(seed);
      try {
        life.run();
        life.check();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      reordered += life.host.tally.of(Count.REORDERED);
      gaps += life.host.tally.of(Count.GAP);
    }
    assertThat(reordered).as("messages put in order").isPositive();
    assertThat(gaps).as("gaps that stayed").isPositive();
  }
}
