package io.millwright.ingest.codec;

import java.util.Locale;

/**
 * The topic of a message: {@code millwright/v1/{gateway}/{kind}}.
 *
 * @param gateway the gateway that published, 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param kind what the message holds
 */
public record Topic(String gateway, Kind kind) {
  private static final String ROOT = "millwright/v1/";
  private static final int MAX_GATEWAY_LENGTH = 64;

  /** What a message holds, in the order of the contract. */
  public enum Kind {
    /** Meter readings. */
    READINGS,
    /** Fault codes that came or went. */
    FAULTS,
    /** Meters that were replaced. */
    METERS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /**
     * Returns the last level of the topic.
     *
     * @return {@code readings}, {@code faults} or {@code meters}
     */
    public String word() {
      return word;
    }

    /**
     * Returns the filter that matches this kind from every gateway.
     *
     * @return the topic filter, with {@code +} for the gateway
     */
    public String filter() {
      return ROOT + "+/" + word;
    }
  }

  /**
   * Reads a topic.
   *
   * @param topic the full topic
   * @return its parts
   * @throws UndecodableException when it is not {@code millwright/v1/{gateway}/{kind}}
   */
  public static Topic parse(String topic) throws UndecodableException {
    int slash = topic.indexOf('/', ROOT.length());
    if (topic.startsWith(ROOT) && slash > 0) {
      String gateway = topic.substring(ROOT.length(), slash);
      if (isGatewayId(gateway)) {
        for (Kind kind : Kind.values()) {
          if (topic.length() == slash + 1 + kind.word.length() && topic.endsWith(kind.word)) {
            return new Topic(gateway, kind);
          }
        }
      }
    }
    throw new UndecodableException(
        "Topic '"
            + topic
            + "' is not millwright/v1/{gateway}/{readings|faults|meters} with a gateway of 1 to 64"
            + " letters, digits, '.', '_' or '-'");
  }

  /**
   * Returns what all topics of a gateway begin with.
   *
   * @param gateway the gateway's id
   * @return the prefix, with a slash at its end
   */
  public static String prefix(String gateway) {
    return ROOT + gateway + "/";
  }

  /**
   * Tells whether a topic is one of ours, right or wrong.
   *
   * @param topic the full topic
   * @return whether it begins with {@code millwright/v1/}
   */
  public static boolean isNative(String topic) {
    return topic.startsWith(ROOT);
  }

  /**
   * Tells whether a text can be a gateway's id.
   *
   * @param id the text
   * @return whether it is 1 to 64 of {@code A-Z a-z 0-9 . _ -}
   */
  public static boolean isGatewayId(String id) {
    if (id.isEmpty() || id.length() > MAX_GATEWAY_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
