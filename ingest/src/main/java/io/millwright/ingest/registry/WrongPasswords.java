package io.millwright.ingest.registry;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passwords that were wrong, the newest of them. A gateway that is set up wrongly tries the same
 * one for ever: that must neither cost hashing nor use up the guesses of all others behind its
 * router. Safe for use by many threads.
 */
final class WrongPasswords {
  private static final int REMEMBERED = 10_000;

  private final Set<String> wrong =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  /**
   * Remembers one.
   *
   * @param user the claimed gateway
   * @param stored the hash that it was verified against, null for none: another one may fit it
   * @param mac the password's, never the password itself
   */
  void add(String user, @Nullable String stored, byte[] mac) {
    wrong.add(key(user, stored, mac));
  }

  /** Whether this very password was wrong before. */
  boolean contains(String user, @Nullable String stored, byte[] mac) {
    return wrong.contains(key(user, stored, mac));
  }

  private static String key(String user, @Nullable String stored, byte[] mac) {
    return HexFormat.of().formatHex(mac) + ' ' + user + ' ' + stored;
  }
}
