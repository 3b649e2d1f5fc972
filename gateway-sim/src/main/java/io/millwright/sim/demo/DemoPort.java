package io.millwright.sim.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports on loopback, so that a demo runs although the usual ones are taken. */
final class DemoPort {
  private DemoPort() {}

  /**
   * The wanted port, or any free one when it is taken.
   *
   * @throws IOException when no port is to be had
   */
  static int near(int wanted) throws IOException {
    try {
      return probe(wanted);
    } catch (IOException taken) {
      return probe(0);
    }
  }

  private static int probe(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    }
  }
}
