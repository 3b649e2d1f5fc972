package io.millwright.peers.camel;

import java.util.concurrent.ExecutorService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** MQTT to rows, one route a connection. */
final class ReadingRoute extends RouteBuilder {
  private static final String TOPIC = "millwright/v1/+/readings";
  private static final String SHARED = "$share/camel/" + TOPIC;
  private static final int WAITING_BATCHES = 2;

  // Rewritten to inserts of many rows by the driver.
  private static final String INSERT =
      "sql:insert into reading (meter_id, time, value) values (#, cast(# as timestamptz), #)"
          + " on conflict do nothing?dataSource=#database&batch=true&parametersCount=3";

  private final Settings settings;
  private final MeterIds meters;

  ReadingRoute(Settings settings, MeterIds meters) {
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public void configure() throws Exception {
    for (int number = 0; number < settings.consumers(); number++) {
      ProcessorDefinition<?> rows =
          from(source(number))
              .routeId("readings-" + number)
              .unmarshal(new JacksonDataFormat(ReadingMessage.class))
              .process(
                  exchange ->
                      exchange
                          .getIn()
                          .setBody(meters.rows(exchange.getIn().getBody(ReadingMessage.class))));
      (settings.commitsEach() ? rows : batches(rows, number)).to(INSERT);
    }
  }

  private ProcessorDefinition<?> batches(ProcessorDefinition<?> rows, int number) throws Exception {
    AggregateDefinition batches =
        rows.aggregate(constant(true), new RowBatch())
            .completionSize(settings.batch())
            .completionTimeout(settings.timeoutMillis())
            .completionTimeoutCheckerInterval(settings.timeoutMillis());
    return settings.writers() == 0
        ? batches
        : batches.parallelProcessing().executorService(writers(number));
  }

  /** Not the unbounded queue that is Camel's default: the thread that finds it full inserts. */
  private ExecutorService writers(int number) throws Exception {
    return new ThreadPoolBuilder(getContext())
        .poolSize(settings.writers())
        .maxPoolSize(settings.writers())
        .maxQueueSize(WAITING_BATCHES)
        .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
        .build("writers-" + number);
  }

  /** A session that the broker keeps, as Millwright has it. */
  private String source(int number) {
    return "paho-mqtt5:"
        + (settings.consumers() == 1 ? TOPIC : SHARED)
        + "?brokerUrl="
        + settings.broker()
        + "&clientId=camel-"
        + number
        + "&qos=1&cleanStart=false&sessionExpiryInterval=3600";
  }
}
