package io.millwright.rules.model;

import java.util.Locale;

/** Whose asset it is, which decides where its work is executed. */
public enum Ownership {
  /** Ours: its work orders go to the CMMS. */
  OWNED,
  /** A customer's, under contract: its work orders are visits and go to the FSM. */
  CONTRACTED,
  /** Registered by its own readings; nobody has said yet. Its work orders are held. */
  UNASSIGNED;

  /**
   * Returns the name used in files, tables and the API.
   *
   * @return the name in lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the name used in files, tables and the API.
   *
   * @param word one of {@code owned}, {@code contracted}, {@code unassigned}
   * @return the ownership
   * @throws IllegalArgumentException when the word is none of these
   */
  public static Ownership of(String word) {
    for (Ownership ownership : values()) {
      if (ownership.word().equals(word)) {
        return ownership;
      }
    }
    throw new IllegalArgumentException(
        "Unknown ownership '" + word + "': use owned, contracted or unassigned");
  }
}
