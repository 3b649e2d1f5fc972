package io.millwright.sim.fleet;

import io.millwright.sim.contract.Fault;
import io.millwright.sim.contract.GatewayJson;
import io.millwright.sim.contract.GatewayMessage;
import io.millwright.sim.contract.MeterReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes messages of what a site's machines report; keeps it while there is no network. */
final class Uplink {
  /** Readings a message holds at most. */
  static final int BATCH = 50;

  /** What is older when it is sent is marked historical. */
  static final Duration LATE = Duration.ofHours(1);

  private final String gateway;
  private final List<AssetStep> held = new ArrayList<>();
  private boolean repeatOwed;

  Uplink(String gateway) {
    this.gateway = gateway;
  }

  /** The next message that is sent will be sent twice. */
  void stutter() {
    repeatOwed = true;
  }

  /**
   * Takes what a step brought.
   *
   * @param time the end of the step
   * @param online whether there is a network; if not, everything is kept
   * @param step what happened
   * @return what is published now: first what was kept, in order
   */
  List<GatewayMessage> send(Instant time, boolean online, AssetStep step) {
    held.add(step);
    if (!online) {
      return List.of();
    }
    List<GatewayMessage> messages = new ArrayList<>();
    List<MeterReading> batch = new ArrayList<>(BATCH);
    for (AssetStep kept : held) {
      if (!kept.replacements().isEmpty() || !kept.faults().isEmpty()) {
        flush(batch, messages);
        events(kept, messages);
      }
      for (MeterReading reading : kept.readings()) {
        boolean late = Duration.between(reading.time(), time).compareTo(LATE) > 0;
        batch.add(late ? reading.late() : reading);
        if (batch.size() == BATCH) {
          flush(batch, messages);
        }
      }
    }
    flush(batch, messages);
    held.clear();
    if (repeatOwed && !messages.isEmpty()) {
      messages.add(messages.get(messages.size() - 1));
      repeatOwed = false;
    }
    return messages;
  }

  private void events(AssetStep step, List<GatewayMessage> messages) {
    if (!step.replacements().isEmpty()) {
      messages.add(GatewayJson.replacements(gateway, step.replacements()));
    }
    List<Fault> faults = step.faults();
    if (!faults.isEmpty()) {
      messages.add(GatewayJson.faults(gateway, faults));
    }
  }

  private void flush(List<MeterReading> batch, List<GatewayMessage> messages) {
    if (!batch.isEmpty()) {
      messages.add(GatewayJson.readings(gateway, batch));
      batch.clear();
    }
  }
}
