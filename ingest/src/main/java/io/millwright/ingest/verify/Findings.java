package io.millwright.ingest.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what was looked at and passes on what is wrong. Used by one thread. */
final class Findings {
  private final Map<Check, long[]> counts = new EnumMap<>(Check.class);
  private final Consumer<String> lines;

  Findings(Consumer<String> lines) {
    this.lines = lines;
    for (Check check : Check.values()) {
      counts.put(check, new long[2]);
    }
  }

  void checked(Check check, long more) {
    count(check)[0] += more;
  }

  /** Something is not as it should be: one sentence that says where and how. */
  void wrong(Check check, String line) {
    count(check)[1]++;
    lines.accept(line);
  }

  private long[] count(Check check) {
    return counts.computeIfAbsent(check, none -> new long[2]);
  }

  Map<Check, Verification.Count> counts() {
    Map<Check, Verification.Count> result = new EnumMap<>(Check.class);
    counts.forEach((check, count) -> result.put(check, new Verification.Count(count[0], count[1])));
    return result;
  }
}
