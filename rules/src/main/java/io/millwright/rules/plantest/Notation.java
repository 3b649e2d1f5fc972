package io.millwright.rules.plantest;

import io.millwright.rules.event.ReadingFlags;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The short notation of a series: items separated by blanks, one step each unless repeated. It
 * counts as promtool's does: {@code 90x3} is 90 and 3 more, {@code _x3} is 3 gaps. docs/plans.md
 * has the table.
 */
final class Notation {
  /** A year of five minutes; a test of more is slow to read as well. */
  private static final int MOST = 110_000;

  private static final String NUMBER = "(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d{1,3})?";
  private static final String RUN = "([+-]?" + NUMBER + ")(?:([+-]" + NUMBER + ")?x(\\d{1,9}))?";
  private static final Pattern VALUE = Pattern.compile(RUN);
  private static final Pattern MARKED =
      Pattern.compile("(late|hist|bad)\\(" + RUN + "(?:@-(\\d{1,9}))?\\)");
  private static final Pattern GAP = Pattern.compile("_(?:x(\\d{1,9}))?");

  private final List<Sample> samples = new ArrayList<>();
  private long position;

  private Notation() {}

  /**
   * Reads a series.
   *
   * @param text such as {@code 240+0.5x20 _x3 late(245@-3)}
   * @return its values, in the order of their arrival
   * @throws IllegalArgumentException when an item is none; the message names it
   */
  static List<Sample> samples(String text) {
    Notation notation = new Notation();
    for (String item : text.trim().split("\\s+", -1)) {
      notation.add(item);
    }
    return notation.samples;
  }

  private void add(String item) {
    Matcher value = VALUE.matcher(item);
    Matcher marked = MARKED.matcher(item);
    Matcher gap = GAP.matcher(item);
    if (gap.matches()) {
      pass(gap.group(1) == null ? 1 : Integer.parseInt(gap.group(1)));
    } else if (value.matches()) {
      run(value, 1, ReadingFlags.GOOD, 0);
    } else if (marked.matches()) {
      String mark = marked.group(1);
      int back = times(marked.group(5));
      if (mark.equals("late") && back == 0) {
        throw new IllegalArgumentException(
            "'" + item + "' must say how many steps late: write late(90@-3)");
      }
      run(marked, 2, flags(mark), back);
    } else {
      throw new IllegalArgumentException(
          "'"
              + item
              + "' is nothing a series can hold: write 90, 90x3, 240+0.5x20, 240-0.5x20, _, _x3,"
              + " late(90@-3), hist(90) or bad(90), with blanks between them");
    }
  }

  private static int flags(String mark) {
    return switch (mark) {
      case "hist" -> ReadingFlags.HISTORICAL;
      case "bad" -> ReadingFlags.BAD;
      default -> ReadingFlags.GOOD;
    };
  }

  private static int times(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private void run(Matcher matcher, int group, int flags, int back) {
    BigDecimal value = new BigDecimal(matcher.group(group));
    String by = matcher.group(group + 1);
    BigDecimal step = by == null ? BigDecimal.ZERO : new BigDecimal(by);
    int more = times(matcher.group(group + 2));
    long first = position;
    pass(more + 1L);
    for (int i = 0; i <= more; i++) {
      // Decimal, so that 240+0.1x3 ends at 240.3 and not next to it.
      double shown = value.add(step.multiply(BigDecimal.valueOf(i))).doubleValue();
      samples.add(new Sample((int) first + i, shown, flags, back));
    }
  }

  private void pass(long steps) {
    position += steps;
    if (position > MOST) {
      throw new IllegalArgumentException("A series has at most " + MOST + " steps");
    }
  }
}
