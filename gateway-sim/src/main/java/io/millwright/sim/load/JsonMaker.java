package io.millwright.sim.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Writes docs/contracts.md's messages of readings. By hand and byte by byte: a load tool that costs
 * more than the service it loads measures itself.
 */
public final class JsonMaker implements MessageMaker {
  private static final byte[] ASSET = ascii("{\"asset\":\"");
  private static final byte[] METER = ascii("\",\"meter\":\"");
  private static final byte[] TIME = ascii("\",\"time\":\"");
  private static final byte[] VALUE = ascii("\",\"value\":");
  private static final byte[] BEGIN = ascii("{\"readings\":[");
  private static final byte[] END = ascii("]}");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final LoadFleet fleet;
  private final MeterTurns turns;
  private final String topic;
  private final int readings;
  private byte[] buffer = new byte[256];
  private int length;

  private int asset = -1;
  private byte[] tag = END;
  private long timeMillis = -1;
  private byte[] time = END;

  /**
   * The maker of a gateway's messages.
   *
   * @param fleet has the gateway
   * @param gateway its number
   * @param readings in each message
   */
  public JsonMaker(LoadFleet fleet, int gateway, int readings) {
    this.fleet = fleet;
    this.turns = new MeterTurns(fleet, gateway);
    this.topic = "millwright/v1/" + fleet.gateway(gateway) + "/readings";
    this.readings = readings;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public byte[] next(long nowMillis) {
    length = 0;
    append(BEGIN);
    for (int i = 0; i < readings; i++) {
      turns.advance(nowMillis);
      if (i > 0) {
        append((byte) ',');
      }
      reading();
    }
    append(END);
    return Arrays.copyOf(buffer, length);
  }

  private void reading() {
    if (turns.asset() != asset) {
      asset = turns.asset();
      tag = ascii(fleet.tag(asset));
    }
    if (turns.timeMillis() != timeMillis) {
      timeMillis = turns.timeMillis();
      time = ascii(MILLIS.format(Instant.ofEpochMilli(timeMillis)));
    }
    append(ASSET);
    append(tag);
    append(METER);
    append((byte) 'm');
    append(turns.meter(), 1);
    append(TIME);
    append(time);
    append(VALUE);
    append(turns.tenThousandths() / 10_000, 1);
    append((byte) '.');
    append(turns.tenThousandths() % 10_000, 4);
    append((byte) '}');
  }

  /** Appends a number of 0 or more with at least so many digits. */
  private void append(long number, int digits) {
    int width = digits;
    for (long rest = number / power(digits); rest > 0; rest /= 10) {
      width++;
    }
    reserve(width);
    long rest = number;
    for (int i = length + width - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
  }

  private static int power(int digits) {
    int power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  private void append(byte one) {
    reserve(1);
    buffer[length++] = one;
  }

  private void append(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void reserve(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + more, buffer.length * 2));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
