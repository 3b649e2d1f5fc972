package io.millwright.rules.checkpoint;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.millwright.rules.state.AssetState;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An asset's state as JSON. Any thread. */
public final class AssetStateJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(
              Map.class, map -> map.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

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
   * Reads a state; what a later version added is ignored, what an earlier one did not have is
   * empty.
   *
   * @param json what {@link #toJson} wrote
   * @return an equal state, to the last bit
   * @throws tools.jackson.core.JacksonException when it is damaged
   */
  public static AssetState fromJson(String json) {
    if (!FormerPlans.mayBeIn(json)) {
      return JSON.readValue(json, AssetState.class);
    }
    JsonNode state = JSON.readTree(json);
    FormerPlans.bringUpToDate(state);
    return JSON.treeToValue(state, AssetState.class);
  }
}
