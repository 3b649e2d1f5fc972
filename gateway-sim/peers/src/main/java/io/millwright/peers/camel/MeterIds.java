package io.millwright.peers.camel;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The ids of all meters, read once at the start. Immutable. */
final class MeterIds {
  private final Map<String, Map<String, Integer>> byAsset;

  MeterIds(Map<String, Map<String, Integer>> byAsset) {
    this.byAsset = byAsset;
  }

  static MeterIds read(DataSource database) throws SQLException {
    Map<String, Map<String, Integer>> ids = new HashMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select asset, name, id from meter")) {
      while (rows.next()) {
        ids.computeIfAbsent(rows.getString(1), asset -> new HashMap<>())
            .put(rows.getString(2), rows.getInt(3));
      }
    }
    return new MeterIds(ids);
  }

  /**
   * The rows of a message: meter, time, value.
   *
   * @throws IllegalArgumentException when a meter is unknown
   */
  List<List<Object>> rows(ReadingMessage message) {
    List<List<Object>> rows = new ArrayList<>(message.readings().size());
    for (ReadingMessage.Reading reading : message.readings()) {
      Integer id = byAsset.getOrDefault(reading.asset(), Map.of()).get(reading.meter());
      if (id == null) {
        throw new IllegalArgumentException("No meter " + reading.asset() + "/" + reading.meter());
      }
      rows.add(List.of(id, reading.time(), reading.value()));
    }
    return rows;
  }
}
