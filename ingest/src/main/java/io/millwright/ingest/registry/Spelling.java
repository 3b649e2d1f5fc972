package io.millwright.ingest.registry;

import java.util.Collection;
import java.util.Locale;

/** Finds the word somebody meant. */
final class Spelling {
  private Spelling() {}

  /**
   * Returns a hint to append to an error.
   *
   * @param written the word as written
   * @param known the words that exist
   * @return {@code "; did you mean 'x'?"}, or nothing when no known word is near
   */
  static String hint(String written, Collection<String> known) {
    String lower = written.toLowerCase(Locale.ROOT);
    String best = "";
    int bestDistance = 1 + Math.max(1, Math.min(3, written.length() / 3));
    for (String word : known) {
      // A long word cannot be near a short one: saves the table for hostile input.
      if (Math.abs(word.length() - lower.length()) < bestDistance) {
        int distance = distance(lower, word.toLowerCase(Locale.ROOT));
        if (distance < bestDistance) {
          bestDistance = distance;
          best = word;
        }
      }
    }
    return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
  }

  /** Damerau-Levenshtein distance in its optimal string alignment form. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int replace = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        table[i][j] = swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
      }
    }
    return table[a.length()][b.length()];
  }
}
