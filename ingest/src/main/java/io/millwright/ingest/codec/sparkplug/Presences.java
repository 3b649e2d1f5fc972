package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.DecodedFault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which assets of an edge node cannot be heard, as a fault of theirs. Several devices can be one
 * asset; it is heard when all are.
 */
final class Presences {
  /** The fault of an asset whose edge node or device is dead. */
  static final String OFFLINE = "sparkplug_offline";

  /** Anybody may say that a device is dead that never was: more than these are not remembered. */
  static final int MOST = Births.MOST_DEVICES;

  private static final class Absence {
    private final Set<String> devices = new HashSet<>();
    private long told = Long.MIN_VALUE;
    private String text = "";
  }

  private final Map<String, Absence> byAsset = new HashMap<>();

  /** A device, or the node, was born. What was told of it before our start is taken back. */
  void born(String asset, String device, long now, MessageParts parts) {
    Absence absence = byAsset.get(asset);
    boolean first = absence == null;
    if (absence == null) {
      absence = remember(asset);
    }
    boolean was = absence.devices.remove(device);
    if (first || (was && absence.devices.isEmpty())) {
      tell(asset, absence, now, false, "Born again", parts);
    }
  }

  /** A device, or the node, died. */
  void died(String asset, String device, long now, String text, MessageParts parts) {
    Absence known = byAsset.get(asset);
    Absence absence = known == null ? remember(asset) : known;
    if (absence.devices.size() < MOST
        && absence.devices.add(device)
        && absence.devices.size() == 1) {
      tell(asset, absence, now, true, text, parts);
    }
  }

  private Absence remember(String asset) {
    Absence absence = new Absence();
    if (byAsset.size() < MOST) {
      byAsset.put(asset, absence);
    }
    return absence;
  }

  /** How many pairs of an asset and a device that is dead are remembered. */
  int size() {
    return byAsset.values().stream().mapToInt(absence -> absence.devices.size()).sum();
  }

  /** The same once more, for a death that is delivered again. */
  void repeat(MessageParts parts) {
    byAsset.forEach(
        (asset, absence) -> {
          if (!absence.devices.isEmpty()) {
            parts.fault(new DecodedFault(asset, OFFLINE, absence.told, true, absence.text));
          }
        });
  }

  /**
   * With our own time: that of a death is the time of its CONNECT, and clocks of nodes differ from
   * ours, by which a birth could seem older than the death before it.
   */
  private static void tell(
      String asset, Absence absence, long now, boolean active, String text, MessageParts parts) {
    if (!MetricReader.isName(asset)) {
      return;
    }
    absence.told = Math.max(now, absence.told + 1);
    absence.text = text;
    parts.fault(new DecodedFault(asset, OFFLINE, absence.told, active, text));
  }
}
