package io.millwright.sim.soak;

import io.millwright.ingest.Millwright;
import io.millwright.ingest.Settings;
import io.millwright.ingest.api.ApiOptions;
import io.millwright.ingest.dispatch.DispatchOptions;
import io.millwright.ingest.dispatch.Target;
import io.millwright.ingest.mqtt.endpoint.MqttSettings;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.ingest.registry.RegistryFormat;
import io.millwright.ingest.registry.RegistryReader;
import io.millwright.ingest.registry.RegistryRefused;
import io.millwright.rules.planfile.PlanException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service's clock is set ahead by more than a day and back, and behind by hours and right
 * again. The service runs in this process, for it takes its clock from outside.
 *
 * @param secondsEach how long the clock stays as it is set, 1 or more
 */
public record ClockRun(int secondsEach) implements SoakRun {
  private static final int WINDOW = 256;
  private static final int MOST_MESSAGES = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Ahead, right, behind, right, further ahead, right; the last is where it stays. */
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofHours(30),
          Duration.ZERO,
          Duration.ofHours(-3),
          Duration.ZERO,
          Duration.ofHours(54),
          Duration.ZERO);

  @Override
  public int run(SoakOptions asked) throws IOException, SQLException, InterruptedException {
    Findings findings = new Findings(asked.out());
    int rate = Math.min(MOST_MESSAGES, asked.rate());
    SoakOptions options =
        new SoakOptions(asked.seed(), rate, asked.gateways(), asked.jvm(), asked.out());
    findings.say(
        "soak clock: %d steps, %,d messages/s, seed %d", STEPS.size(), rate, options.seed());
    PumpWork work =
        new PumpWork(options.gateways(), System.currentTimeMillis(), options.spacingMillis(), 0);
    AtomicInteger mqttPort = new AtomicInteger();
    AtomicInteger apiPort = new AtomicInteger();
    SteppedClock clock = new SteppedClock();
    try (SoakDatabase database = new SoakDatabase();
        Network front = new Network(apiPort::get);
        World world = new World(options, database, work, mqttPort::get, WINDOW, findings)) {
      URI api = URI.create("http://127.0.0.1:" + front.port());
      world.openTargets(api);
      Settings settings = settings(database, world);
      Millwright service = Millwright.start(settings, clock, new SplittableRandom(options.seed()));
      Once closing = new Once(service::close);
      try (closing) {
        service
            .registry()
            .importAll(
                new RegistryReader(Map.of())
                    .read(
                        "registry.yaml",
                        RegistryFormat.YAML,
                        work.registry().getBytes(StandardCharsets.UTF_8)));
        mqttPort.set(service.mqttPort());
        apiPort.set(service.apiPort());
        world.load();
        new Steps(database, world, service, clock, api, findings).run(secondsEach);
        new Audit(database, world, findings, true).conclude(closing::close);
      }
      return Verdict.say(findings, options.seed());
    } catch (PlanException | InvalidRegistry | RegistryRefused e) {
      throw new IllegalStateException("The run's own files are wrong, which is a bug", e);
    }
  }

  private static Settings settings(SoakDatabase database, World world) throws IOException {
    String plans;
    try (InputStream in =
        Objects.requireNonNull(ClockRun.class.getResourceAsStream("/soak/clock-plans.yaml"))) {
      plans = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return new Settings(
        database.address(),
        new MqttSettings("127.0.0.1", 0, null, 2, MqttLimits.DEFAULT),
        null,
        new ApiOptions("127.0.0.1", 0, null, ApiOptions.MAX_BODY),
        List.of(
            Target.of("cmms", world.targets().get(0).url().toString(), null),
            Target.of("fsm", world.targets().get(1).url().toString(), null)),
        DispatchOptions.DEFAULTS,
        PipelineOptions.DEFAULT,
        new PlanSource(plans, "clock-plans.yaml", "soak"),
        false,
        Duration.ofSeconds(5));
  }

  /** The steps, one after the other. */
  private static final class Steps {
    private static final String INSPECTIONS =
        "select count(*) from work_order where rule = 'inspection'";
    private static final String REST =
        "select count(*) from (select) one where not exists"
            + " (select from work_order where status <> 'completed')";
    private static final String TICKS = "select count(*) from asset_event where kind = 'tick'";
    private static final String FUTURE =
        "select count(*) from quarantine where reason = 'future_time'";

    private final SoakDatabase database;
    private final World world;
    private final Millwright service;
    private final SteppedClock clock;
    private final URI api;
    private final Findings findings;

    Steps(
        SoakDatabase database,
        World world,
        Millwright service,
        SteppedClock clock,
        URI api,
        Findings findings) {
      this.database = database;
      this.world = world;
      this.service = service;
      this.clock = clock;
      this.api = api;
      this.findings = findings;
    }

    void run(int secondsEach) throws IOException, SQLException, InterruptedException {
      int pumps = world.fleet().work().gateways() * PumpWork.PUMPS;
      if (!world.fleet().awaitAcknowledged(4L * pumps, PATIENCE)) {
        findings.differs("nothing is acknowledged before the first step");
      }
      TimeUnit.SECONDS.sleep(secondsEach);
      int due = 0;
      for (Duration step : STEPS) {
        long acknowledged = world.fleet().state().acknowledged();
        long stored = service.pipelineMetrics().storedReadings();
        if (step.isNegative()) {
          awaitRest();
        }
        clock.stepTo(step);
        world.fleet().state().producing(true);
        TimeUnit.SECONDS.sleep(secondsEach);
        due += step.compareTo(Duration.ZERO) > 0 ? pumps : 0;
        long inspections = await(INSPECTIONS, due);
        if (!world.fleet().awaitAcknowledged(1, PATIENCE)) {
          findings.differs("nothing is acknowledged after a step");
        }
        if (step.isNegative() && await(FUTURE, 1) == 0) {
          findings.differs("no reading goes to quarantine while the clock is behind");
        }
        findings.say(
            "  %+4d h  %,6d messages acknowledged, %,6d readings stored, %,6d in quarantine as"
                + " future, %d inspections of %d, %d ticks with effect",
            step.toHours(),
            world.fleet().state().acknowledged() - acknowledged,
            service.pipelineMetrics().storedReadings() - stored,
            database.number(FUTURE),
            inspections,
            due,
            database.number(TICKS));
        if (inspections != due) {
          findings.differs("%d inspections, %d were due by the clock", inspections, due);
        }
      }
      // One tick raises an order, one may find it late: more would be a tick that spins.
      long ticks = database.number(TICKS);
      if (ticks > 4L * due) {
        findings.differs("%d ticks for %d orders", ticks, due);
      }
      if (!world.fleet().finish(PATIENCE)) {
        findings.differs("%d messages are never acknowledged", world.fleet().outstanding());
      }
      findings.say("  %,d readings replayed from quarantine", new Replay(api).all("future_time"));
    }

    /**
     * Until no technician is at work: what is reported as done while the clock is behind lies in
     * its future and is refused. Nothing further is published.
     */
    private void awaitRest() throws SQLException, InterruptedException {
      if (!world.fleet().finish(PATIENCE) || await(REST, 1) == 0) {
        findings.differs("work is not done within %s", PATIENCE);
      }
    }

    /** Waits until a query counts so many, and returns what it counts. */
    private long await(String query, long wanted) throws SQLException, InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (database.number(query) < wanted && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return database.number(query);
    }
  }
}
