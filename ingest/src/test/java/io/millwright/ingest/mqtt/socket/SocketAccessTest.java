package io.millwright.ingest.mqtt.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SocketAccessTest {
  @Test
  void aHostCannotEvadeItsLimitsByItsManyIpv6Addresses() throws Exception {
    assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff:1:2:3"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("fe80::1")).as("neighbours").isNotEqualTo(network("fe80::2"));
    assertThat(network("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(network("::ffff:10.0.0.1")).isEqualTo("10.0.0.1");
  }

  private static String network(String address) throws Exception {
    return SocketAccess.network(InetAddress.getByName(address));
  }
}
