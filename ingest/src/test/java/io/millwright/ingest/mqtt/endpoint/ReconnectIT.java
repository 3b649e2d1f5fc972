package io.millwright.ingest.mqtt.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.mqtt.limit.ConnectRates;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.registry.GatewayLimits;
import io.millwright.ingest.registry.GatewayToken;
import io.millwright.ingest.registry.PasswordHash;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** All gateways come back at once to a process that has verified none of them. */
class ReconnectIT {
  private static final int TOKENS = 2_000;
  private static final int PASSWORDS = 20;
  private static final int AT_ONCE = 16;

  @Test
  void gatewaysWithTokensComeBackWithoutBeingTurnedAway() throws Exception {
    MqttLimits small = EndpointBench.SMALL;
    MqttLimits limits =
        new MqttLimits(
            TOKENS,
            small.packetBytes(),
            small.receiveMaximum(),
            small.unacknowledged(),
            small.sessionExpiry(),
            MqttLimits.DEFAULT.timeouts(),
            new GatewayLimits(0, 0, 0),
            new ConnectRates(0, 0, 0));
    Random random = new Random(4);
    List<String> tokens = new ArrayList<>();
    try (EndpointBench endpoint = new EndpointBench(limits)) {
      String insert = "insert into gateway (id, password_hash) values ('%s-%d', '%s')";
      for (int i = 0; i < TOKENS; i++) {
        String token = GatewayToken.make(random);
        tokens.add(token);
        endpoint.execute(insert.formatted("token", i, PasswordHash.of(token).encoded()));
      }
      String hash = PasswordHash.of("of a person").encoded();
      for (int i = 0; i < PASSWORDS; i++) {
        endpoint.execute(insert.formatted("password", i, hash));
      }
      List<Integer> answers = connect(endpoint, "token", tokens);
      assertThat(answers).as("CONNACK codes").containsOnly(0);
      // For comparison; which of them are turned away says the machine.
      connect(endpoint, "password", Collections.nCopies(PASSWORDS, "of a person"));
    }
  }

  /** Connects each once, and prints how many were let in a second; returns what CONNACK says. */
  private static List<Integer> connect(EndpointBench endpoint, String name, List<String> passwords)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      long begin = System.nanoTime();
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < passwords.size(); i++) {
        String gateway = name + "-" + i;
        String password = passwords.get(i);
        running.add(threads.submit(() -> connack(endpoint, gateway, password)));
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> each : running) {
        answers.add(each.get());
      }
      long letIn = answers.stream().filter(code -> code == 0).count();
      System.out.printf(
          "Reconnects, each with its %s: %d of %d let in, %.1f/s%n",
          name, letIn, answers.size(), letIn / ((System.nanoTime() - begin) / 1e9));
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static int connack(EndpointBench endpoint, String gateway, String password)
      throws IOException {
    try (RawMqtt client =
        new RawMqtt(endpoint.port(), 5).connect("c", gateway, password, true, 0)) {
      return client.read().body()[1];
    } catch (SocketTimeoutException neitherInNorTurnedAway) {
      return -1;
    }
  }
}
