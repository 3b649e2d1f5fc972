package io.millwright.ingest.codec.sparkplug;

import java.util.Locale;

/** What is counted of edge nodes, so that nothing that is left out goes unseen. */
public enum Count {
  /** Births of nodes and devices. */
  BIRTH,
  /** Deaths of nodes and devices. */
  DEATH,
  /** Nodes and devices that were online, were not born again in time, and count as dead. */
  MISSED,
  /** Deaths of a session that is over: a later birth has come. */
  LATE_DEATH,
  /** Births of devices that came too late to define anything; a rebirth was asked for. */
  LATE_BIRTH,
  /** Messages over another connection than that of the newest birth. */
  OTHER_CONNECTION,
  /** Edge nodes that were forgotten, because too much was known. */
  FORGOTTEN,
  /** Rebirth requests. */
  REBIRTH_REQUEST,
  /** Gaps in a sequence that did not close in time. */
  GAP,
  /** Messages that were put in order. */
  REORDERED,
  /** Messages that came twice. */
  DUPLICATE,
  /** Metrics of births whose value was known. */
  REPEATED_METRIC,
  /** Metrics without a value. */
  NULL_METRIC,
  /** Metrics that no rule of the mapping fits. */
  UNMAPPED_METRIC,
  /** Metrics of a type that is not read, such as data sets. */
  UNREAD_METRIC,
  /** Messages of nodes or devices that no rule of the mapping fits. */
  UNMAPPED_MESSAGE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The name used in metrics. */
  public String word() {
    return word;
  }
}
