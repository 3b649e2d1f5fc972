package io.millwright.ingest.api;

import io.millwright.ingest.forecast.ForecastRow;
import io.millwright.ingest.forecast.Forecasts;
import io.millwright.rules.forecast.Demand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Forecasts as the API shows them. Any thread. */
final class ForecastView {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ForecastView() {}

  static ObjectNode page(Forecasts.Page page, @Nullable String nextAfter) {
    ObjectNode view = JSON.createObjectNode();
    view.put("at", text(page.at().orElse(null)));
    ArrayNode items = view.putArray("items");
    page.rows().forEach(row -> row(row, items.addObject()));
    view.put("next_after", nextAfter);
    return view;
  }

  private static void row(ForecastRow row, ObjectNode item) {
    item.put("asset", row.asset());
    item.put("plan", row.rule());
    item.put("title", row.title());
    item.put("kind", row.kind());
    item.putObject("due")
        .put("early", text(row.dueEarly()))
        .put("likely", text(row.dueLikely()))
        .put("late", text(row.dueLate()));
    item.put("raise_at", text(row.raiseAt()));
    ForecastRow.Usage usage = row.usage();
    if (usage == null) {
      item.putNull("usage");
    } else {
      item.putObject("usage")
          .put("meter", usage.meter())
          .put("unit", usage.unit())
          .put("reading", usage.total())
          .put("due_reading", usage.dueTotal())
          .put("to_go", usage.dueTotal() - usage.total())
          .put("per_day", usage.perDay())
          .put("per_day_slowest", usage.slowest())
          .put("per_day_fastest", usage.fastest());
    }
    item.put("read_at", text(row.readAt()));
    item.put("stale", row.stale());
    item.put("notes", row.notes());
  }

  static ObjectNode demand(Demand demand, Instant at, int days) {
    ObjectNode view = JSON.createObjectNode();
    view.put("at", text(at));
    view.put("days", days);
    ArrayNode parts = view.putArray("parts");
    for (Demand.Part part : demand.parts()) {
      parts
          .addObject()
          .put("part", part.part())
          .put("open", part.open())
          .put("low", part.low())
          .put("likely", part.likely())
          .put("high", part.high());
    }
    ArrayNode missing = view.putArray("not_counted");
    for (Demand.Missing one : demand.missing()) {
      missing
          .addObject()
          .put("asset", one.asset())
          .put("plan", one.plan())
          .put("why", String.join("; ", one.why()));
    }
    return view;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
