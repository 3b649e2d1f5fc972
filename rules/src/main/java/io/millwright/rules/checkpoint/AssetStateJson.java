package io.millwright.rules.checkpoint;

import io.millwright.rules.fold.AssetState;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An asset's state as JSON. Any thread. */
public final class AssetStateJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private AssetStateJson() {}

  /**
   * Writes a state.
   *
   * @param state any
   * @return one line of JSON
   */
  public static String toJson(AssetState state) {
    return JSON.writeValueAsString(state);
  }

  /**
   * Reads a state; what a later version added is ignored.
   *
   * @param json what {@link #toJson} wrote
   * @return an equal state
   */
  public static AssetState fromJson(String json) {
    return JSON.readValue(json, AssetState.class);
  }
}
