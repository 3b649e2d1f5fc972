package io.millwright.ingest.mqtt.endpoint;

import io.millwright.ingest.codec.MessageDecoder;
import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Settlement;
import java.io.IOException;

/**
 * The endpoint to try by hand, with gateways {@code gw-1} and {@code gw-2}, password {@code
 * secret}, and a limit of three connections. It decodes but does not store. Ends with a line of
 * input; {@code db} closes the database first.
 */
final class MqttTryout {
  private MqttTryout() {}

  public static void main(String[] arguments) throws IOException {
    MessageDecoder decoder = new MessageDecoder();
    try (EndpointBench bench = new EndpointBench(EndpointBench.SMALL)) {
      System.out.println("port " + bench.port());
      Thread settler =
          new Thread(
              () -> {
                while (true) {
                  Inbound message = bench.intake().take();
                  message.acknowledgement().settled(settle(decoder, message));
                }
              });
      settler.setDaemon(true);
      settler.start();
      int key;
      while ((key = System.in.read()) >= 0) {
        if (key == 'd') {
          bench.dataSource().close();
        }
      }
    }
  }

  private static Settlement settle(MessageDecoder decoder, Inbound message) {
    try {
      System.out.println(
          message.topic()
              + " "
              + decoder.decode(Topic.parse(message.topic()).kind(), message.payload()));
      return Settlement.STORED;
    } catch (UndecodableException e) {
      System.out.println(message.topic() + " undecodable: " + e.getMessage());
      return Settlement.UNDECODABLE;
    }
  }
}
