package io.millwright.sim.replay;

import io.millwright.sim.contract.GatewayJson;
import io.millwright.sim.contract.GatewayMessage;
import io.millwright.sim.contract.MeterReading;
import io.millwright.sim.mqtt.GatewayClient;
import io.millwright.sim.mqtt.Unacknowledged;
import io.millwright.sim.time.Pacer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a data set as fast as acknowledgements allow, or at a rate: a gateway with a full
 * buffer holds the reader up. One use, one thread.
 */
public final class Replay {

  /** Hears how a replay goes, on its thread. */
  public interface Listener {
    /**
     * A row was published.
     *
     * @param fraction how much of the file is read, 0 to 1
     * @param readings readings published so far
     */
    void row(double fraction, long readings);

    /**
     * A row was left out.
     *
     * @param reason its line number and what is wrong
     */
    void broken(String reason);
  }

  private final Mapping mapping;
  private final Map<Integer, GatewayClient> gateways;
  private final Map<Integer, List<MeterReading>> batches = new TreeMap<>();
  private final int batch;
  private final Pacer pacer;
  private final LongSupplier nanos;
  private final Listener listener;
  private final Map<String, Instant> lastRows = new HashMap<>();
  private long rows;
  private long brokenRows;
  private long readings;

  /**
   * Prepares a replay.
   *
   * @param mapping how to read the file
   * @param gateways connected clients by number, from 1 without gaps
   * @param batch readings a message holds at most, as long as a row is not larger
   * @param pacer asked before each row, for its readings
   * @param nanos real time, such as {@code System::nanoTime}
   * @param listener told how it goes
   */
  public Replay(
      Mapping mapping,
      Map<Integer, GatewayClient> gateways,
      int batch,
      Pacer pacer,
      LongSupplier nanos,
      Listener listener) {
    this.mapping = mapping;
    this.gateways = Map.copyOf(gateways);
    this.batch = batch;
    this.pacer = pacer;
    this.nanos = nanos;
    this.listener = listener;
  }

  /**
   * Publishes the file and waits for all acknowledgements.
   *
   * @param file the data set
   * @param patience how long to wait for the last acknowledgements
   * @return what was published
   * @throws IOException when the file cannot be read
   * @throws Unacknowledged when acknowledgements are missing after the wait
   * @throws InterruptedException when interrupted
   * @throws IllegalArgumentException when the mapping names a column that is not there
   */
  public ReplayReport run(Path file, Duration patience)
      throws IOException, Unacknowledged, InterruptedException {
    long from = nanos.getAsLong();
    GatewayShare share = new GatewayShare(gateways.size());
    try (RowReader reader = new RowReader(file, mapping)) {
      RowDecoder decoder = new RowDecoder(mapping, reader.header());
      while (publishNext(reader, decoder, share)) {
        listener.row(reader.fraction(), readings);
      }
    }
    for (int gateway : List.copyOf(batches.keySet())) {
      flush(gateway);
    }
    Map<String, GatewayClient> named = new TreeMap<>();
    gateways.forEach((number, client) -> named.put(mapping.gatewayId(number), client));
    Unacknowledged.awaitAll(named, patience);
    Duration elapsed = Duration.ofNanos(nanos.getAsLong() - from);
    return new ReplayReport(rows, brokenRows, lastRows, readings, elapsed);
  }

  private boolean publishNext(RowReader reader, RowDecoder decoder, GatewayShare share)
      throws IOException, InterruptedException {
    List<MeterReading> row;
    try {
      @Nullable Row next = reader.next();
      if (next == null) {
        return false;
      }
      row = decoder.readings(next);
    } catch (BrokenRow e) {
      brokenRows++;
      listener.broken(String.valueOf(e.getMessage()));
      return true;
    }
    pacer.await(row.size());
    MeterReading first = row.get(0);
    lastRows.merge(first.asset(), first.time(), Replay::later);
    add(share.of(first.asset()), row);
    rows++;
    readings += row.size();
    return true;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private void add(int gateway, List<MeterReading> row) throws InterruptedException {
    List<MeterReading> open = batches.computeIfAbsent(gateway, key -> new ArrayList<>(batch));
    if (!open.isEmpty() && open.size() + row.size() > batch) {
      flush(gateway);
    }
    open.addAll(row);
    if (open.size() >= batch) {
      flush(gateway);
    }
  }

  private void flush(int gateway) throws InterruptedException {
    List<MeterReading> open = batches.get(gateway);
    if (open == null || open.isEmpty()) {
      return;
    }
    GatewayClient client = gateways.get(gateway);
    if (client == null) {
      throw new IllegalArgumentException("Clients are numbered from 1: there is no " + gateway);
    }
    GatewayMessage message = GatewayJson.readings(mapping.gatewayId(gateway), open);
    client.publish(message.topic(), message.payload().getBytes(StandardCharsets.UTF_8));
    open.clear();
  }
}
