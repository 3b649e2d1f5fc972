package io.millwright.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DemoPortTest {
  @Test
  void givesAnotherPortWhenTheWantedOneIsTaken() throws Exception {
    int wanted;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      wanted = taken.getLocalPort();
      int other = DemoPort.near(wanted);
      assertThat(other).isPositive().isNotEqualTo(wanted);
      try (ServerSocket usable = new ServerSocket()) {
        usable.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), other));
      }
    }
    assertThat(DemoPort.near(wanted)).isEqualTo(wanted);
  }

  @Test
  void seesAPortThatIsTakenOnEveryAddress() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(DemoPort.near(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort());
    }
  }
}
