package io.millwright.ingest.api;

import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantinedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A quarantined message as the API shows it. Any thread. */
final class QuarantineView {
  private QuarantineView() {}

  /** The message; its payload as text when it is UTF-8, else in base64. */
  static ObjectNode of(QuarantinedMessage message) {
    QuarantineEntry entry = message.entry();
    ObjectNode view = JsonMapper.shared().createObjectNode();
    view.put("id", message.id());
    view.put("reason", entry.reason().word());
    view.put("meaning", entry.reason().sentence());
    view.put("detail", entry.detail());
    view.put("gateway", entry.gateway());
    view.put("topic", entry.topic());
    view.put("asset", entry.asset());
    view.put("meter", entry.meter());
    view.put("time", text(entry.time()));
    view.put("received_at", text(message.receivedAt()));
    view.put("seen", message.seen());
    view.put("replayed_at", text(message.replayedAt()));
    view.put("size", entry.size());
    view.put("whole", entry.isWhole());
    try {
      view.put(
          "payload",
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(entry.payload())).toString());
    } catch (CharacterCodingException binary) {
      view.put("payload_base64", entry.payload());
    }
    return view;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
