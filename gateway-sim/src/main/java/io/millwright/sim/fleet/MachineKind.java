package io.millwright.sim.fleet;

import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import java.util.List;

/** What a fleet is made of. Half of it is ours, half is at customers' sites. */
public enum MachineKind {
  /** Works in a pit in one shift. */
  EXCAVATOR("excavator", "EX", "Excavator", Ownership.OWNED),
  /** Feeds compressed air through two shifts. */
  COMPRESSOR("compressor", "CP", "Compressor", Ownership.OWNED),
  /** Carries people in office hours. */
  LIFT("lift", "LIFT", "Lift", Ownership.CONTRACTED),
  /** Cools and ventilates a building from its roof. */
  ROOFTOP_UNIT("hvac", "RTU", "Rooftop unit", Ownership.CONTRACTED);

  private final String assetClass;
  private final String prefix;
  private final String noun;
  private final Ownership ownership;

  MachineKind(String assetClass, String prefix, String noun, Ownership ownership) {
    this.assetClass = assetClass;
    this.prefix = prefix;
    this.noun = noun;
    this.ownership = ownership;
  }

  /**
   * Returns the asset class plans apply to.
   *
   * @return excavator, compressor, lift or hvac
   */
  public String assetClass() {
    return assetClass;
  }

  String tag(int number) {
    return prefix + "-" + number;
  }

  String title(int number) {
    return noun + " " + number;
  }

  Ownership ownership() {
    return ownership;
  }

  /** The meters, a counter first: it is the one that is replaced. */
  List<Meter> meters() {
    return switch (this) {
      case EXCAVATOR ->
          List.of(
              new Meter("engine_hours", MeterKind.COUNTER, "h", 100_000.0),
              Meter.of("coolant_temp", MeterKind.GAUGE, "degC"),
              Meter.of("fuel_rate", MeterKind.GAUGE, "L/h"),
              Meter.of("hydraulic_pressure", MeterKind.GAUGE, "bar"));
      case COMPRESSOR ->
          List.of(
              Meter.of("run_hours", MeterKind.COUNTER, "h"),
              Meter.of("starts", MeterKind.COUNTER, "starts"),
              Meter.of("discharge_temp", MeterKind.GAUGE, "degC"),
              Meter.of("vibration", MeterKind.GAUGE, "mm/s"));
      case LIFT ->
          List.of(
              Meter.of("trips", MeterKind.COUNTER, "cycles"),
              Meter.of("door_cycles", MeterKind.COUNTER, "cycles"),
              Meter.of("motor_temp", MeterKind.GAUGE, "degC"));
      case ROOFTOP_UNIT ->
          List.of(
              Meter.of("run_hours", MeterKind.COUNTER, "h"),
              Meter.of("filter_dp", MeterKind.GAUGE, "Pa"),
              Meter.of("supply_temp", MeterKind.GAUGE, "degC"),
              Meter.of("compressor_starts", MeterKind.COUNTER, "starts"));
    };
  }
}
