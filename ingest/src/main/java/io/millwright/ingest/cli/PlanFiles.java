package io.millwright.ingest.cli;

import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads plan and mapping files for commands and complains the way compilers do. */
final class PlanFiles {
  /** Makes something of a file's text. */
  interface Reader<T> {
    T read(String yaml) throws PlanException;
  }

  private PlanFiles() {}

  /** What the reader makes of the file; empty when it was complained of. */
  static <T> Optional<T> read(Path file, PrintWriter out, Reader<T> reader) {
    try {
      return Optional.of(reader.read(Files.readString(file)));
    } catch (PlanException e) {
      for (PlanProblem problem : e.problems()) {
        out.println(problem.in(file.toString()));
      }
    } catch (NoSuchFileException e) {
      out.println(file + ": there is no such file");
    } catch (IOException e) {
      out.println(file + ": cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Complains of each file, or says what it holds; the exit code, 1 when something is wrong. */
  static <T> int check(
      List<Path> files, PrintWriter out, Reader<T> reader, Function<T, String> contents) {
    boolean right = true;
    for (Path file : files) {
      Optional<T> made = read(file, out, reader);
      made.ifPresent(what -> out.println(file + ": " + contents.apply(what) + ", nothing wrong"));
      right &= made.isPresent();
    }
    out.flush();
    return right ? 0 : 1;
  }
}
