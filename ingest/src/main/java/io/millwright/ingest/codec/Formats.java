package io.millwright.ingest.codec;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The notations that are understood, the first that takes a topic being the one that reads it. */
public final class Formats implements MessageFormat {
  private final List<MessageFormat> formats;

  /**
   * Puts notations together.
   *
   * @param formats in the order in which they are asked, the most frequent first
   */
  public Formats(List<? extends MessageFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  @Override
  public List<String> filters() {
    return formats.stream().flatMap(format -> format.filters().stream()).distinct().toList();
  }

  @Override
  public boolean takes(String topic) {
    return of(topic) != null;
  }

  @Override
  public boolean permits(String gateway, String topic) {
    MessageFormat format = of(topic);
    return format != null && format.permits(gateway, topic);
  }

  @Override
  public String permitted(String gateway) {
    return formats.stream()
        .map(format -> format.permitted(gateway))
        .collect(Collectors.joining(" and "));
  }

  @Override
  public boolean grants(String gateway, String filter) {
    return formats.stream().anyMatch(format -> format.grants(gateway, filter));
  }

  @Override
  public boolean sends() {
    return formats.stream().anyMatch(MessageFormat::sends);
  }

  @Override
  public @Nullable String gateway(String topic) {
    MessageFormat format = of(topic);
    return format == null ? null : format.gateway(topic);
  }

  @Override
  public Decoded decode(String gateway, String topic, byte[] payload, long arrivedMillis)
      throws UndecodableException {
    MessageFormat format = of(topic);
    if (format == null) {
      throw new UndecodableException(
          "Topic '"
              + topic
              + "' belongs to no notation that is set up: publish to"
              + " millwright/v1/{gateway}/{readings|faults|meters}, or map the topic");
    }
    return format.decode(gateway, topic, payload, arrivedMillis);
  }

  private @Nullable MessageFormat of(String topic) {
    for (MessageFormat format : formats) {
      if (format.takes(topic)) {
        return format;
      }
    }
    return null;
  }
}
