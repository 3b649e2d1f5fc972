package io.millwright.ingest.pipeline;

import io.millwright.ingest.codec.Topic.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What gateways and executing systems send, the same for the same seed: in order, late, again, in
 * conflict, doubtful, buffered, many in one message; faults, exchanged meters, feedback, time.
 */
final class RandomTraffic {
  static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h, lead: 5}
          work: {type: PM}
        - id: inspection
          title: Weekly or 300 h
          for: {class: pump}
          usage: {meter: hours, every: 300, unit: h}
          calendar: {every: 1 week}
          schedule: fixed
          work: {type: PM}
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC, on_delay: 5 min, clear: 80}
          work: {type: CM}
        - id: jam
          title: It is jammed
          for: {class: pump}
          fault: {code: E-1}
          work: {type: EM}
      """;
  private static final String ASSET =
      """
        - tag: P-%d
          class: pump
          ownership: owned
          meters:
            - {name: hours, kind: counter, unit: h, rollover: 1000}
            - {name: temp, kind: gauge, unit: degC}
      """;
  static final String ASSETS =
      "assets:\n"
          + String.format(ASSET, 1)
          + String.format(ASSET, 2)
          + String.format(ASSET, 3)
          + "gateways: [{id: gw-1, password: gw-1, assets: [P-1, P-2, P-3]}]\n";

  private static final List<WorkOrderFeedback.Kind> KINDS =
      List.of(WorkOrderFeedback.Kind.values());

  private final PipelineRig rig;
  private final RandomGenerator random;
  private final List<String> sent = new ArrayList<>();
  private final double[] hours = {700, 0, 33.3};

  RandomTraffic(PipelineRig rig, long seed) {
    this.rig = rig;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  boolean flip() {
    return random.nextBoolean();
  }

  /** Sends so many things and waits until all are settled. */
  void send(int things) throws Exception {
    List<CompletableFuture<Settlement>> settled = new ArrayList<>();
    for (int i = 0; i < things; i++) {
      switch (random.nextInt(12)) {
        case 0 -> rig.clock.advance(Duration.ofHours(random.nextInt(60)));
        case 1 -> settled.add(rig.publish(Kind.FAULTS, fault()));
        case 2 -> settled.add(rig.publish(Kind.METERS, replacement()));
        case 3 -> {
          await(settled);
          feedback();
        }
        default -> settled.add(rig.publish(Kind.READINGS, readings()));
      }
    }
    await(settled);
  }

  private static void await(List<CompletableFuture<Settlement>> settled) throws Exception {
    for (CompletableFuture<Settlement> one : settled) {
      one.get(1, TimeUnit.MINUTES);
    }
    settled.clear();
  }

  private String readings() {
    List<String> readings = new ArrayList<>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      readings.add(sent.isEmpty() || random.nextInt(4) > 0 ? reading() : again());
    }
    return "[" + String.join(",", readings) + "]";
  }

  private String again() {
    return sent.get(Math.max(0, sent.size() - 1 - random.nextInt(20)));
  }

  private long time() {
    rig.clock.advance(Duration.ofMinutes(random.nextInt(20)));
    long past = random.nextInt(5) == 0 ? random.nextInt(7_200_000) : 0;
    return rig.clock.millis() - past;
  }

  private String reading() {
    int asset = random.nextInt(3);
    boolean counter = random.nextBoolean();
    if (counter && random.nextInt(30) > 0) {
      hours[asset] = (hours[asset] + random.nextInt(8)) % 1000;
    }
    double value = counter ? hours[asset] : 60 + random.nextInt(45);
    String quality =
        random.nextInt(6) == 0 ? ",'quality':'" + (flip() ? "bad" : "uncertain") + "'" : "";
    String historical = random.nextInt(6) == 0 ? ",'historical':true" : "";
    String reading =
        PipelineRig.reading(
            "P-" + (asset + 1), counter ? "hours" : "temp", time(), value, quality + historical);
    sent.add(reading);
    if (!quality.isEmpty() && flip()) {
      // The gateway has made up its mind: the same moment again, good.
      sent.add(reading.replace(quality, ""));
    }
    return reading;
  }

  private String fault() {
    return "{'asset':'P-"
        + random.nextInt(1, 4)
        + "','code':'E-"
        + random.nextInt(1, 3)
        + "','time':"
        + time()
        + ",'active':"
        + flip()
        + "}";
  }

  private String replacement() {
    int asset = random.nextInt(3);
    double old = hours[asset] + random.nextInt(5);
    hours[asset] = random.nextInt(100);
    return "{'asset':'P-"
        + (asset + 1)
        + "','meter':'hours','event':'replaced','time':"
        + time()
        + ",'old_final':"
        + old
        + ",'new_initial':"
        + hours[asset]
        + "}";
  }

  private void feedback() throws Exception {
    if (rig.raised.isEmpty()) {
      return;
    }
    UUID order = rig.raised.get(random.nextInt(rig.raised.size()));
    WorkOrderFeedback.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    Double value = flip() ? null : hours[random.nextInt(3)];
    Instant time = rig.clock.instant().minusSeconds(random.nextInt(9000));
    WorkOrderFeedback.Deferral deferral =
        kind == WorkOrderFeedback.Kind.DEFERRED
            ? new WorkOrderFeedback.Deferral("b", time.plusSeconds(random.nextInt(9000)), value)
            : null;
    rig.feedback(new WorkOrderFeedback(order, kind, time, value, "r", "X", deferral));
  }
}
