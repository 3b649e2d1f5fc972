package io.millwright.rules.plantest;

import java.util.List;

/**
 * One line of the comparison of what was expected with what came.
 *
 * @param at epoch milliseconds
 * @param mark how the two differ
 * @param text what it is about
 * @param details sentences that explain it
 */
record Line(long at, Mark mark, String text, List<String> details) {

  /** How expected and seen differ, with the sign of a diff. */
  enum Mark {
    /** Came as expected. */
    AS_EXPECTED(' ', ""),
    /** Came as expected but for some details, or is a mistake of the test. */
    OTHERWISE('!', ""),
    /** Did not come. */
    MISSING('-', " - expected, but it did not come"),
    /** Came unexpected. */
    UNEXPECTED('+', " - not expected");

    final char sign;
    final String remark;

    Mark(char sign, String remark) {
      this.sign = sign;
      this.remark = remark;
    }
  }
}
