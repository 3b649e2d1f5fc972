package io.millwright.sim.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Processor time and memory of processes, from Linux's /proc (man 5 proc). */
final class ProcessCpu {
  private static final Path PROC = Path.of("/proc");

  /** The kernel counts in USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final double SECONDS_A_TICK = 0.01;

  // Numbered from the field after the command's name, which is the third of the file.
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int USER_OF_CHILDREN = 13;
  private static final int SYSTEM_OF_CHILDREN = 14;

  private ProcessCpu() {}

  /** Seconds of processor time of a process so far, without its children. */
  static double seconds(long pid) throws IOException {
    String[] stat = stat(PROC.resolve(pid + "/stat"));
    return ticks(stat, USER, SYSTEM) * SECONDS_A_TICK;
  }

  /**
   * Seconds of processor time of a process and its children so far: those that live, and those that
   * have ended and were waited for. PostgreSQL's postmaster and its backends.
   */
  static double secondsWithChildren(long pid) throws IOException {
    String[] own = stat(PROC.resolve(pid + "/stat"));
    long ticks = ticks(own, USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN);
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        try {
          String[] stat = stat(process.resolve("stat"));
          if (Long.parseLong(stat[PARENT]) == pid) {
            ticks += ticks(stat, USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN);
          }
        } catch (IOException e) {
          // It has ended since: its time is in the parent's, or will be at the next look.
        }
      }
    }
    return ticks * SECONDS_A_TICK;
  }

  /** The parent of a process. */
  static long parent(long pid) throws IOException {
    return Long.parseLong(stat(PROC.resolve(pid + "/stat"))[PARENT]);
  }

  /** Seconds of processor time by thread, numbers in the names left out. */
  static Map<String, Double> secondsByThread(long pid) throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(PROC.resolve(pid + "/task"), "[0-9]*")) {
      for (Path thread : threads) {
        try {
          String name = Files.readString(thread.resolve("comm")).strip();
          double spent = ticks(stat(thread.resolve("stat")), USER, SYSTEM) * SECONDS_A_TICK;
          seconds.merge(name.replaceAll("[-#]?\\d+$", ""), spent, Double::sum);
        } catch (IOException e) {
          // It has ended since.
        }
      }
    }
    return seconds;
  }

  /** The most memory that a process has had so far, in MiB. */
  static long peakMebibytes(long pid) throws IOException {
    for (String line : Files.readAllLines(PROC.resolve(pid + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }

  private static String[] stat(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(text.lastIndexOf(')') + 2).strip().split(" ", -1);
  }

  private static long ticks(String[] stat, int... fields) {
    long sum = 0;
    for (int field : fields) {
      sum += Long.parseLong(stat[field]);
    }
    return sum;
  }
}
