package io.millwright.ingest.mqtt.downlink;

import io.millwright.ingest.pipeline.Outgoing;
import io.millwright.ingest.pipeline.Publisher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The ways out, which are made after those that send. Any thread. */
public final class Downlink implements Publisher {
  private final List<Publisher> ways = new CopyOnWriteArrayList<>();

  /**
   * Adds a way out.
   *
   * @param way told of all that is published from now on
   */
  public void add(Publisher way) {
    ways.add(way);
  }

  @Override
  public void publish(Outgoing message) {
    ways.forEach(way -> way.publish(message));
  }

  @Override
  public void announce() {
    ways.forEach(Publisher::announce);
  }
}
