package io.millwright.ingest.codec;

/** Tells texts that PostgreSQL stores from those it does not: one of these would fail its batch. */
public final class StorableText {
  private StorableText() {}

  /**
   * Tells whether a text can be stored.
   *
   * @param text any text
   * @return whether it has no NUL and no unpaired surrogate
   */
  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
