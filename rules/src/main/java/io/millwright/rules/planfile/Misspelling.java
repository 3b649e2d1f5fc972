package io.millwright.rules.planfile;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses which known key a misspelt one was meant to be. */
public final class Misspelling {
  private static final int MOST_EDITS = 2;

  private Misspelling() {}

  /**
   * The known word within two edits (Levenshtein) of the given one.
   *
   * @param word what was written
   * @param known what might have been meant
   * @return the closest, or null when none is near
   */
  public static @Nullable String closest(String word, Collection<String> known) {
    String best = null;
    int fewest = MOST_EDITS + 1;
    for (String candidate : known) {
      int edits = edits(word, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best;
  }

  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
