package io.millwright.ingest.mqtt.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of what gateways do wrong, each gateway and reason once a minute: a misconfigured gateway
 * retries for ever, and must neither fill the disk nor hide the others. Any thread.
 */
public final class RefusalLog {
  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int REMEMBERED = 1000;

  private record Subject(String who, String reason) {}

  private static final class Entry {
    private final Instant loggedAt;
    private int unlogged;

    private Entry(Instant loggedAt) {
      this.loggedAt = loggedAt;
    }
  }

  private final InstantSource clock;
  private final Map<Subject, Entry> entries =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Entry> eldest) {
          return size() > REMEMBERED;
        }
      };

  public RefusalLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Warns, or counts when it was said within the last minute.
   *
   * @param who the gateway as far as known, or the remote address
   * @param reason the metric's tag
   * @param what what happened and what to do, to follow the name
   */
  public void warn(String who, String reason, String what) {
    int unlogged = 0;
    synchronized (entries) {
      Instant now = clock.instant();
      Subject subject = new Subject(who, reason);
      Entry before = entries.get(subject);
      if (before != null) {
        if (now.isBefore(before.loggedAt.plus(QUIET))) {
          before.unlogged++;
          return;
        }
        unlogged = before.unlogged;
        entries.remove(subject);
      }
      entries.put(subject, new Entry(now));
    }
    if (unlogged == 0) {
      log.warn("{} {}", printable(who), printable(what));
    } else {
      log.warn(
          "{} {} ({} times more since the last warning)",
          printable(who),
          printable(what),
          unlogged);
    }
  }

  /** Names and topics come from outside: no line breaks, and an end. */
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(Math.min(text.length(), 300));
    for (int i = 0; i < text.length() && i < 300; i++) {
      char c = text.charAt(i);
      safe.append(Character.isISOControl(c) ? '?' : c);
    }
    return safe.toString();
  }
}
