package io.millwright.ingest.cli;

import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.PlanReader;
import io.millwright.rules.plantest.PlanTest;
import io.millwright.rules.plantest.PlanTestFile;
import io.millwright.rules.plantest.PlanTestReader;
import io.millwright.rules.plantest.TestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millwright plans test}: tries plans on made-up readings before they go live. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run the tests of plan files: would these readings raise these orders?",
      "Exit code 0: all passed; 1: a test failed; 2: a file cannot be used."
    })
public final class PlansTestCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Plan test files (YAML).")
  private List<Path> files;

  @Option(names = "--verbose", description = "Print all orders and why they were raised.")
  private boolean verbose;

  private int passed;
  private int failed;

  /** Runs every file, also when an earlier one fails. */
  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean usable = true;
    for (Path file : files) {
      usable &= run(file, out);
    }
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return usable ? (failed == 0 ? 0 : 1) : UNUSABLE;
  }

  private boolean run(Path file, PrintWriter out) {
    Optional<PlanTestFile> tests = read(file, out, PlanTestReader::read);
    if (tests.isEmpty()) {
      return false;
    }
    String plansFile = tests.get().plansFile();
    Optional<PlanSet> plans =
        plansFile == null
            ? Optional.of(tests.get().inlineRules())
            : read(file.resolveSibling(plansFile), out, PlanReader::read);
    if (plans.isEmpty()) {
      return false;
    }
    Optional<List<PlanTest>> list = use(file, out, () -> tests.get().tests(plans.get()));
    list.ifPresent(all -> all.forEach(test -> run(file, test, plans.get(), out)));
    return list.isPresent();
  }

  private void run(Path file, PlanTest test, PlanSet plans, PrintWriter out) {
    TestResult result = TestResult.of(test, plans);
    if (result.passed()) {
      passed++;
    } else {
      failed++;
      out.println(file + ":" + test.line() + ":");
    }
    if (verbose || !result.passed()) {
      result.text(verbose).forEach(out::println);
    }
  }

  private static <T> Optional<T> read(Path file, PrintWriter out, Reader<T> reader) {
    return use(file, out, () -> reader.read(Files.readString(file)));
  }

  private static <T> Optional<T> use(Path file, PrintWriter out, Use<T> use) {
    try {
      return Optional.of(use.get());
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

  private interface Reader<T> {
    T read(String yaml) throws PlanException;
  }

  private interface Use<T> {
    T get() throws PlanException, IOException;
  }
}
