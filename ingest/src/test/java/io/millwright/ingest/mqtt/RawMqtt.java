package io.millwright.ingest.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** An MQTT client of bare packets, for what a well-behaved library would not send or not show. */
public final class RawMqtt implements AutoCloseable {
  public static final int CONNACK = 2;
  public static final int PUBACK = 4;
  public static final int PUBREC = 5;
  public static final int PUBCOMP = 7;
  public static final int SUBACK = 9;
  public static final int PINGRESP = 13;
  public static final int DISCONNECT = 14;

  /** A packet: its type and what follows the fixed header. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Packet(int type, int[] body) {
    public int packetId() {
      return body[0] << 8 | body[1];
    }

    /** The reason code behind a packet id; a packet that ends there says success. */
    public int reason() {
      return body.length > 2 ? body[2] : 0;
    }
  }

  private static final int PATIENCE_MILLIS = 60_000;

  private final int version;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  public RawMqtt(int port, int version) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port), version);
  }

  /** Over a socket that is connected already, such as one with TLS. */
  public RawMqtt(Socket socket, int version) throws IOException {
    this.version = version;
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(socket.getOutputStream());
  }

  public int localPort() {
    return socket.getLocalPort();
  }

  /** Sends a CONNECT. */
  public RawMqtt connect(
      String clientId, @Nullable String user, String password, boolean clean, long expiry)
      throws IOException {
    return connect(clientId, user, password, clean, expiry, 60);
  }

  public RawMqtt connect(
      String clientId,
      @Nullable String user,
      String password,
      boolean clean,
      long expiry,
      int keepAlive)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeUTF("MQTT");
    body.writeByte(version);
    body.writeByte((user == null ? 0 : 0xC0) | (clean ? 2 : 0));
    body.writeShort(keepAlive);
    if (version == 5) {
      body.writeByte(5);
      body.writeByte(0x11);
      body.writeInt((int) expiry);
    }
    body.writeUTF(clientId);
    if (user != null) {
      body.writeUTF(user);
      body.writeUTF(password);
    }
    send(0x10, bytes.toByteArray());
    return this;
  }

  /** A CONNECT with a user name but no password, or with neither. */
  public RawMqtt connectWithoutPassword(String clientId, @Nullable String user) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeUTF("MQTT");
    body.writeByte(version);
    body.writeByte((user == null ? 0 : 0x80) | 2);
    body.writeShort(60);
    if (version == 5) {
      body.writeByte(0);
    }
    body.writeUTF(clientId);
    if (user != null) {
      body.writeUTF(user);
    }
    send(0x10, bytes.toByteArray());
    return this;
  }

  /** Bytes as they are. */
  public RawMqtt bytes(int... bytes) throws IOException {
    for (int each : bytes) {
      out.writeByte(each);
    }
    out.flush();
    return this;
  }

  public RawMqtt publish(String topic, int qos, int packetId, byte[] payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeUTF(topic);
    if (qos > 0) {
      body.writeShort(packetId);
    }
    if (version == 5) {
      body.writeByte(0);
    }
    body.write(payload);
    send(0x30 | qos << 1, bytes.toByteArray());
    return this;
  }

  public RawMqtt publish(String topic, int qos, int packetId, String payload) throws IOException {
    return publish(topic, qos, packetId, payload.getBytes(UTF_8));
  }

  public RawMqtt release(int packetId) throws IOException {
    send(0x62, new byte[] {(byte) (packetId >> 8), (byte) packetId});
    return this;
  }

  public RawMqtt subscribe(int packetId, String filter) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeShort(packetId);
    if (version == 5) {
      body.writeByte(0);
    }
    body.writeUTF(filter);
    body.writeByte(1);
    send(0x82, bytes.toByteArray());
    return this;
  }

  public RawMqtt ping() throws IOException {
    send(0xC0, new byte[0]);
    return this;
  }

  /** Many PINGREQs at once. */
  public void pings(int count) throws IOException {
    byte[] packets = new byte[2 * count];
    for (int i = 0; i < packets.length; i += 2) {
      packets[i] = (byte) 0xC0;
    }
    out.write(packets);
  }

  /** Says good-bye; in MQTT 5 with a session expiry in seconds. */
  public RawMqtt disconnect(int expiry) throws IOException {
    if (version == 5) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream body = new DataOutputStream(bytes);
      body.writeByte(0);
      body.writeByte(5);
      body.writeByte(0x11);
      body.writeInt(expiry);
      send(0xE0, bytes.toByteArray());
    } else {
      send(0xE0, new byte[0]);
    }
    return this;
  }

  public void send(int header, byte[] body) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(header);
    int length = body.length;
    do {
      packet.write((length & 0x7F) | (length > 0x7F ? 0x80 : 0));
      length >>= 7;
    } while (length > 0);
    packet.write(body);
    out.write(packet.toByteArray());
    out.flush();
  }

  /** The next packet. */
  public Packet read() throws IOException {
    int header = in.readUnsignedByte();
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next > 0x7F);
    int[] body = new int[length];
    for (int i = 0; i < length; i++) {
      body[i] = in.readUnsignedByte();
    }
    return new Packet(header >> 4, body);
  }

  /** Whether the server closes the connection without another packet. */
  public boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Whether the other side closed within a time, whatever it said before. */
  public boolean closedWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      int next = in.read();
      while (next >= 0) {
        next = in.read();
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Whether nothing arrives for a time. */
  public boolean quietFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
