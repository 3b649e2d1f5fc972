package io.millwright.rules.bench;

import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import java.util.List;

/** How the five rules of an asset are spread over its meters. */
public enum Shape {
  /** A reading meets the one to three rules of its meter: two counters and a gauge. */
  PRESS,

  /** Every reading meets all five rules: one counter. */
  PUMP;

  List<Meter> meters() {
    Meter hours = Meter.of("hours", MeterKind.COUNTER, "h");
    return switch (this) {
      case PUMP -> List.of(hours);
      case PRESS ->
          List.of(
              hours,
              Meter.of("strokes", MeterKind.COUNTER, "cycles"),
              Meter.of("temperature", MeterKind.GAUGE, "degC"));
    };
  }
}
