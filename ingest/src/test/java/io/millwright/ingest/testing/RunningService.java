package io.millwright.ingest.testing;

import io.millwright.ingest.Millwright;
import io.millwright.ingest.Settings;
import io.millwright.ingest.api.ApiOptions;
import io.millwright.ingest.codec.sparkplug.MappingReader;
import io.millwright.ingest.codec.sparkplug.SparkplugMapping;
import io.millwright.ingest.codec.topics.TopicMap;
import io.millwright.ingest.codec.topics.TopicsFile;
import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.dispatch.DispatchOptions;
import io.millwright.ingest.dispatch.Target;
import io.millwright.ingest.mqtt.broker.BrokerSettings;
import io.millwright.ingest.mqtt.endpoint.MqttSettings;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.pipeline.PipelineMetrics;
import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.quarantine.QuarantineLimit;
import io.millwright.rules.planfile.PlanException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** The whole service in this process, on free ports of the loopback interface. */
public final class RunningService implements AutoCloseable {
  private final Millwright service;
  private final ApiCalls api;

  private RunningService(Millwright service) {
    this.service = service;
    this.api = new ApiCalls(service.apiPort());
  }

  /** What the next service is to be started with; may be started again and again. */
  public static Setup on(DatabaseAddress database) {
    return new Setup(database);
  }

  public static Setup on(TestDatabase database) {
    return new Setup(database.address());
  }

  /** Settings with sensible values for tests: ticks and checkpoints come fast. */
  public static final class Setup {
    private final DatabaseAddress database;
    private boolean autoRegister;
    private @Nullable String plans;
    private @Nullable SparkplugMapping sparkplug;
    private @Nullable TopicMap topics;
    private @Nullable BrokerSettings broker;
    private QuarantineLimit quarantine = QuarantineLimit.NONE;
    private @Nullable String cmms;
    private @Nullable String fsm;
    private InstantSource clock = InstantSource.system();
    private Duration forecastEvery = Duration.ofMillis(200);
    private PipelineOptions pipeline =
        new PipelineOptions(2, 10_000, 1_000, Duration.ofMillis(500), Duration.ofMillis(50));

    private Setup(DatabaseAddress database) {
      this.database = database;
    }

    public Setup autoRegister() {
      autoRegister = true;
      return this;
    }

    public Setup plans(String yaml) {
      plans = yaml;
      return this;
    }

    public Setup topics(String yaml) throws PlanException {
      topics = TopicsFile.read(yaml);
      return this;
    }

    public Setup sparkplug(String yaml) throws PlanException {
      sparkplug = MappingReader.read(yaml);
      return this;
    }

    public Setup broker(int port) {
      broker = BrokerSettings.of("127.0.0.1", port, null, null, "millwright");
      return this;
    }

    public Setup broker(BrokerSettings settings) {
      broker = settings;
      return this;
    }

    public Setup quarantine(QuarantineLimit limit) {
      quarantine = limit;
      return this;
    }

    public Setup cmms(RecordingTarget target) {
      cmms = target.url();
      return this;
    }

    public Setup fsm(RecordingTarget target) {
      fsm = target.url();
      return this;
    }

    public Setup clock(InstantSource source) {
      clock = source;
      return this;
    }

    public Setup forecastEvery(Duration every) {
      forecastEvery = every;
      return this;
    }

    public Setup pipeline(PipelineOptions options) {
      pipeline = options;
      return this;
    }

    public RunningService start() throws SQLException, PlanException {
      DispatchOptions impatient =
          new DispatchOptions(
              Duration.ofMillis(50),
              Duration.ofSeconds(1),
              Duration.ofMillis(50),
              Duration.ofMillis(500),
              5,
              10_000);
      Settings settings =
          new Settings(
              database,
              new MqttSettings("127.0.0.1", 0, null, 2, MqttLimits.DEFAULT),
              broker,
              new ApiOptions("127.0.0.1", 0, null, ApiOptions.MAX_BODY),
              List.of(Target.of("cmms", cmms, null), Target.of("fsm", fsm, null)),
              impatient,
              pipeline,
              plans == null ? null : new PlanSource(plans, "plans.yaml", "test"),
              autoRegister,
              sparkplug,
              topics,
              quarantine,
              forecastEvery);
      return new RunningService(Millwright.start(settings, clock, new SplittableRandom(1)));
    }
  }

  public ApiCalls api() {
    return api;
  }

  public PipelineMetrics counted() {
    return service.pipelineMetrics();
  }

  /** When a part of it has failed: why. */
  public CompletableFuture<String> failed() {
    return service.failed().toCompletableFuture();
  }

  public int apiPort() {
    return service.apiPort();
  }

  public int mqttPort() {
    return service.mqttPort();
  }

  /** Connects a gateway whose password is its id. */
  public TestGateway gateway(String id) throws MqttException {
    return new TestGateway(mqttPort(), id, false);
  }

  /** Stops it cleanly. */
  @Override
  public void close() {
    service.close();
  }
}
