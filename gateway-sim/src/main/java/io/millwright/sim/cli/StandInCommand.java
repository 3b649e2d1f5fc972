package io.millwright.sim.cli;

import io.millwright.ingest.EventLoops;
import io.millwright.sim.standin.MeterBoard;
import io.millwright.sim.standin.Misbehaviour;
import io.millwright.sim.standin.StandIn;
import io.millwright.sim.standin.StandInKind;
import io.millwright.sim.standin.StandInOptions;
import io.millwright.sim.standin.StandInSummary;
import io.millwright.sim.standin.TechnicianHabits;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim stand-in}. */
@Command(
    name = "stand-in",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Play a CMMS or an FSM: accept work orders, misbehave as told, report back as technicians"
          + " do.",
      "Runs until it is interrupted; GET / shows its counts, GET /orders everything."
    })
public final class StandInCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}.")
  private StandInKind kind;

  @Option(names = "--port", defaultValue = "0", description = "On loopback; 0: any free port.")
  private int port;

  @Option(
      names = "--secret",
      defaultValue = "${env:MILLWRIGHT_STAND_IN_SECRET}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description =
          "Webhook secret (whsec_...), better given as MILLWRIGHT_STAND_IN_SECRET; without one"
              + " signatures are not checked.")
  private @Nullable String secret;

  @Option(
      names = "--feedback",
      description = "Millwright's API, such as http://127.0.0.1:8080; without it nobody reports.")
  private @Nullable URI feedback;

  @Option(
      names = "--token",
      defaultValue = "${env:MILLWRIGHT_API_TOKEN}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Bearer token for the API, better given as MILLWRIGHT_API_TOKEN.")
  private @Nullable String token;

  @Option(names = "--trouble", defaultValue = "0", description = "Share of POSTs met with trouble.")
  private double trouble;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description = "How many times faster than usual the technicians work.")
  private double speed;

  @Option(names = "--seed", defaultValue = "1", description = "Of moods and delays.")
  private long seed;

  /** For picocli. */
  public StandInCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Vertx vertx = EventLoops.start();
    try {
      Clock real = Clock.systemUTC();
      StandInOptions options =
          new StandInOptions(
              kind,
              port,
              secret,
              trouble == 0 ? Misbehaviour.NONE : Misbehaviour.mixed(trouble),
              TechnicianHabits.USUAL.faster(speed),
              feedback,
              token,
              seed);
      StandIn standIn =
          new StandIn(vertx, options, real, real, MeterBoard.AS_IN_THE_ORDER, (asset, time) -> {});
      standIn.start().toCompletionStage().toCompletableFuture().get();
      out.println(kind + " stand-in takes orders at " + standIn.url() + " (Ctrl-C ends it)");
      out.flush();
      CountDownLatch printed = new CountDownLatch(1);
      awaitInterrupt(printed);
      out.print(StandInSummary.text(kind, standIn.book()));
      out.flush();
      printed.countDown();
      return 0;
    } catch (IllegalArgumentException e) {
      return Failure.explain(err, e);
    } catch (ExecutionException e) {
      err.println("Error: cannot listen on port " + port + ": " + e.getMessage());
      return 1;
    } finally {
      vertx.close();
    }
  }

  /** Waits for Ctrl-C; the process ends when {@code printed} is counted down, or after 2 s. */
  private static void awaitInterrupt(CountDownLatch printed) throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  interrupted.countDown();
                  try {
                    boolean ignored = printed.await(2, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    interrupted.await();
  }
}
