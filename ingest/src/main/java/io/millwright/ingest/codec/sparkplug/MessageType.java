package io.millwright.ingest.codec.sparkplug;

import org.jspecify.annotations.Nullable;

/**
 * What an edge node says of itself (N) or of one of its devices (D): specification, section 4.1.
 */
enum MessageType {
  NBIRTH(false),
  NDEATH(false),
  NDATA(false),
  DBIRTH(true),
  DDEATH(true),
  DDATA(true);

  private final boolean ofDevice;

  MessageType(boolean ofDevice) {
    this.ofDevice = ofDevice;
  }

  /** Whether its topic ends with a device. */
  boolean ofDevice() {
    return ofDevice;
  }

  static @Nullable MessageType of(String word) {
    for (MessageType type : values()) {
      if (type.name().equals(word)) {
        return type;
      }
    }
    return null;
  }
}
