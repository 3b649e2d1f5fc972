package io.millwright.ingest;

import io.millwright.ingest.api.ApiOptions;
import io.millwright.ingest.codec.sparkplug.SparkplugMapping;
import io.millwright.ingest.codec.topics.TopicMap;
import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.dispatch.DispatchOptions;
import io.millwright.ingest.dispatch.Target;
import io.millwright.ingest.mqtt.broker.BrokerSettings;
import io.millwright.ingest.mqtt.endpoint.MqttSettings;
import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.quarantine.QuarantineLimit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link Millwright} is told at its start.
 *
 * @param database where its tables are; migrated at the start
 * @param mqtt the own endpoint, or null for none
 * @param broker a broker to subscribe to, or null for none
 * @param api where the HTTP API listens
 * @param targets the CMMS and the FSM
 * @param dispatch limits of delivery
 * @param pipeline sizes of the pipeline
 * @param plans the plan file; null goes on with the plans that are active
 * @param autoRegister whether unknown assets are registered as unassigned instead of quarantined
 * @param sparkplug what Sparkplug edge nodes are to us; null when there are none
 * @param topics what plain topics mean, or null when they mean nothing
 * @param quarantine how much the quarantine may hold
 * @param forecastEvery how long from one refresh of the table forecast to the next, above zero
 */
public record Settings(
    DatabaseAddress database,
    @Nullable MqttSettings mqtt,
    @Nullable BrokerSettings broker,
    ApiOptions api,
    List<Target> targets,
    DispatchOptions dispatch,
    PipelineOptions pipeline,
    @Nullable PlanSource plans,
    boolean autoRegister,
    @Nullable SparkplugMapping sparkplug,
    @Nullable TopicMap topics,
    QuarantineLimit quarantine,
    Duration forecastEvery) {

  /** Copies the list and validates the interval. */
  public Settings {
    if (forecastEvery.isNegative() || forecastEvery.isZero()) {
      throw new IllegalArgumentException("The forecast's interval must be above zero");
    }
    targets = List.copyOf(targets);
  }

  /** Without Sparkplug, plain topics and a limit of the quarantine. */
  public Settings(
      DatabaseAddress database,
      @Nullable MqttSettings mqtt,
      @Nullable BrokerSettings broker,
      ApiOptions api,
      List<Target> targets,
      DispatchOptions dispatch,
      PipelineOptions pipeline,
      @Nullable PlanSource plans,
      boolean autoRegister,
      Duration forecastEvery) {
    this(
        database,
        mqtt,
        broker,
        api,
        targets,
        dispatch,
        pipeline,
        plans,
        autoRegister,
        null,
        null,
        QuarantineLimit.NONE,
        forecastEvery);
  }
}
