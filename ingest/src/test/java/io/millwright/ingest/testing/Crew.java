package io.millwright.ingest.testing;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Completes every order that a target has, and reports until the service has answered. */
public final class Crew implements AutoCloseable {
  private final RecordingTarget target;
  private final ApiCalls api;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "crew");
  private volatile boolean closed;

  public Crew(RecordingTarget target, ApiCalls api) {
    this.target = target;
    this.api = api;
    thread.setDaemon(true);
    thread.start();
  }

  /** The answer to each completion that the service has taken, by the order's id. */
  public Map<String, String> answers() {
    return new TreeMap<>(answers);
  }

  private void run() {
    while (!closed) {
      for (JsonNode order : target.orders()) {
        String id = order.get("id").asString();
        if (!answers.containsKey(id)) {
          complete(id, order);
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void complete(String id, JsonNode order) {
    Instant time = Instant.parse(order.get("raised_at").asString()).plusSeconds(30);
    try {
      // With the target's number, which also tells a service that was killed before it could note
      // the delivery that the order has arrived.
      ApiCalls.Reply reply =
          api.post(
              "/v1/work-orders/" + id + "/events",
              """
              {"type":"completed","time":"%s","meter_value":null,"remote_id":"T-%s"}\
              """
                  .formatted(time, id));
      // The service may be starting or stopping: 5xx is tried again, anything else is an answer.
      if (reply.status() < 500) {
        answers.put(id, reply.status() + " " + reply.text());
      }
    } catch (IOException e) {
      // It is dead at present.
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
