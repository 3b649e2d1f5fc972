package io.millwright.ingest.codec.topics;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a rule's templates can name in one place of a message.
 *
 * @param route the topic
 * @param gateway who published it
 * @param root the whole JSON message, missing when it is none
 * @param element the part of it that is being read
 * @param device ThingsBoard's name of the device, or null
 * @param field the field that is being read, or null
 */
record Scope(
    Route route,
    String gateway,
    JsonNode root,
    JsonNode element,
    @Nullable String device,
    @Nullable String field) {
  static final String TAG = "tag.";

  static Scope of(Route route, String gateway, JsonNode root) {
    return new Scope(route, gateway, root, root, null, null);
  }

  /** For messages that are not JSON. */
  static Scope of(Route route, String gateway) {
    return of(route, gateway, MissingNode.getInstance());
  }

  Scope in(JsonNode part) {
    return new Scope(route, gateway, root, part, device, null);
  }

  Scope of(String deviceName) {
    return new Scope(route, gateway, root, element, deviceName, null);
  }

  Scope at(String fieldName) {
    return new Scope(route, gateway, root, element, device, fieldName);
  }

  /** What a pointer finds: in the element, or else in the message around it. */
  JsonNode at(JsonPointer pointer) {
    JsonNode inElement = element.at(pointer);
    return inElement.isMissingNode() ? root.at(pointer) : inElement;
  }

  /** The value of a name, or null. Names of the topic's levels go before all others. */
  @Nullable String get(String name) {
    String captured = route.capture(name);
    if (captured != null) {
      return captured;
    }
    if (name.startsWith("/")) {
      return text(at(JsonPointer.compile(name)));
    }
    if (name.startsWith(TAG)) {
      return text(element.path("tags").path(name.substring(TAG.length())));
    }
    return switch (name) {
      case "gateway" -> gateway;
      case "device" -> device;
      case "field" -> field;
      case "name" -> text(element.path("name"));
      default -> null;
    };
  }

  private static @Nullable String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asString() : null;
  }
}
