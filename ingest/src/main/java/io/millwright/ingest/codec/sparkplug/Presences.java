package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.DecodedFault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** Before the first message: a device, or the node, that died before our start. */
  void restore(String asset, String device, long told, String text) {
    Absence absence = known(asset);
    absence.devices.add(device);
    absence.told = Math.max(told, absence.told);
    absence.text = text;
  }

  /**
   * A device, or the node, was born. What was told of it before our start is taken back.
   *
   * @return what that is to the asset; null when it is no news
   */
  @Nullable DecodedFault born(String asset, String device, long now) {
    Absence absence = byAsset.get(asset);
    boolean first = absence == null;
    if (absence == null) {
      absence = remember(asset);
    }
    boolean was = absence.devices.remove(device);
    if (first || (was && absence.devices.isEmpty())) {
      return tell(asset, absence, now, false, "Born again");
    }
    return null;
  }

  /**
   * A device, or the node, died.
   *
   * @return what that is to the asset; null when it is no news
   */
  @Nullable DecodedFault died(String asset, String device, long now, String text) {
    Absence absence = known(asset);
    if (absence.devices.size() < MOST
        && absence.devices.add(device)
        && absence.devices.size() == 1) {
      return tell(asset, absence, now, true, text);
    }
    return null;
  }

  private Absence known(String asset) {
    Absence absence = byAsset.get(asset);
    return absence == null ? remember(asset) : absence;
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
  private static @Nullable DecodedFault tell(
      String asset, Absence absence, long now, boolean active, String text) {
    if (!MetricReader.isName(asset)) {
      return null;
    }
    absence.told = Math.max(now, absence.told + 1);
    absence.text = text;
    return new DecodedFault(asset, OFFLINE, absence.told, active, text);
  }
}
