package io.millwright.ingest.codec;

import java.util.Arrays;
import java.util.List;

/** Millwright's own topics and JSON: {@code docs/contracts.md}, section 1. Thread-safe. */
public final class NativeFormat implements MessageFormat {
  private final MessageDecoder decoder = new MessageDecoder();

  @Override
  public List<String> filters() {
    return Arrays.stream(Topic.Kind.values()).map(Topic.Kind::filter).toList();
  }

  @Override
  public boolean takes(String topic) {
    return Topic.isNative(topic);
  }

  @Override
  public boolean permits(String gateway, String topic) {
    return topic.startsWith(Topic.prefix(gateway));
  }

  @Override
  public String permitted(String gateway) {
    return "below " + Topic.prefix(gateway);
  }

  /** The third level; the decoder judges whether it is a gateway's id. */
  @Override
  public String gateway(String topic) {
    int start = topic.indexOf('/', topic.indexOf('/') + 1) + 1;
    int end = topic.indexOf('/', start);
    return topic.substring(start, end < 0 ? topic.length() : end);
  }

  @Override
  public Decoded decode(String gateway, String topic, byte[] payload, long arrivedMillis)
      throws UndecodableException {
    return decoder.decode(Topic.parse(topic).kind(), payload);
  }
}
