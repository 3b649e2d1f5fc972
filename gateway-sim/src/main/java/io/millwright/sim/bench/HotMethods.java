package io.millwright.sim.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** The hottest methods of a JFR recording, and who allocates. */
final class HotMethods {
  private static final int LINES = 30;
  private static final String OURS = "io.millwright.";

  private final Map<String, Double> leaves = new HashMap<>();
  private final Map<String, Double> ours = new HashMap<>();
  private final Map<String, Double> threads = new HashMap<>();
  private final Map<String, Double> allocated = new HashMap<>();

  private HotMethods() {}

  /**
   * Prints tables.
   *
   * @param windows beginnings and ends in turn of what counts
   */
  static void print(Path recording, List<Instant> windows, PrintWriter out) throws IOException {
    HotMethods found = new HotMethods();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (isWithin(event.getStartTime(), windows)) {
          found.take(event);
        }
      }
    }
    table(out, "samples by thread", found.threads);
    table(out, "samples by method", found.leaves);
    table(out, "samples by the method of ours that is under way", found.ours);
    table(out, "bytes allocated by the method of ours that is under way", found.allocated);
    out.flush();
  }

  private static boolean isWithin(Instant time, List<Instant> windows) {
    for (int i = 0; i + 1 < windows.size(); i += 2) {
      if (!time.isBefore(windows.get(i)) && time.isBefore(windows.get(i + 1))) {
        return true;
      }
    }
    return false;
  }

  private void take(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null || stack.getFrames().isEmpty()) {
      return;
    }
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> {
        leaves.merge(name(stack.getFrames().get(0)), 1.0, Double::sum);
        ours.merge(firstOfOurs(stack), 1.0, Double::sum);
        String thread = event.getThread("sampledThread").getJavaName();
        threads.merge(String.valueOf(thread).replaceAll("[-#]?\\d+$", ""), 1.0, Double::sum);
      }
      case "jdk.ObjectAllocationSample" ->
          allocated.merge(
              firstOfOurs(stack) + " " + event.getClass("objectClass").getName(),
              (double) event.getLong("weight"),
              Double::sum);
      default -> {
        // Other events do not say where time goes.
      }
    }
  }

  private static String firstOfOurs(RecordedStackTrace stack) {
    return stack.getFrames().stream()
        .map(HotMethods::name)
        .filter(name -> name.startsWith(OURS))
        .findFirst()
        .orElse("(none of ours)");
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static void table(PrintWriter out, String title, Map<String, Double> counts) {
    double total = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    out.printf("%n%s%n", title);
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(LINES)
        .forEach(
            entry ->
                out.printf(
                    Locale.ROOT,
                    "  %5.1f %%  %s%n",
                    100 * entry.getValue() / total,
                    entry.getKey()));
  }
}
