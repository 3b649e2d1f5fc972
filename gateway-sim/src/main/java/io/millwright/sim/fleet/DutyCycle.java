package io.millwright.sim.fleet;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;

/** How busy a machine is by its site's local time: 0 (off) to 1 (flat out). */
final class DutyCycle {
  private DutyCycle() {}

  static double demand(MachineKind kind, ZonedDateTime local) {
    double hour = local.getHour() + local.getMinute() / 60.0;
    DayOfWeek day = local.getDayOfWeek();
    return switch (kind) {
      case EXCAVATOR -> shift(day, hour);
      case COMPRESSOR -> twoShifts(day, hour);
      case LIFT -> officeTraffic(day, hour);
      case ROOFTOP_UNIT -> officeClimate(day, hour);
    };
  }

  private static double shift(DayOfWeek day, double hour) {
    if (day == DayOfWeek.SUNDAY) {
      return 0;
    }
    double end = day == DayOfWeek.SATURDAY ? 13 : 17;
    boolean lunch = hour >= 12 && hour < 12.5;
    return hour >= 7 && hour < end && !lunch ? 0.8 : 0;
  }

  private static double twoShifts(DayOfWeek day, double hour) {
    if (day == DayOfWeek.SUNDAY) {
      return 0.1;
    }
    return hour >= 6 && hour < 22 ? 0.75 : 0.15;
  }

  private static double officeTraffic(DayOfWeek day, double hour) {
    if (hour < 6.5 || hour >= 20) {
      return 0.02;
    }
    double peaks =
        0.25 + 0.75 * Math.max(bump(hour, 8.5), Math.max(bump(hour, 12.5), bump(hour, 17)));
    return isWeekend(day) ? 0.2 * peaks : peaks;
  }

  private static double bump(double hour, double centre) {
    double distance = (hour - centre) / 0.8;
    return Math.exp(-distance * distance);
  }

  private static double officeClimate(DayOfWeek day, double hour) {
    if (isWeekend(day)) {
      return 0.15;
    }
    return hour >= 6 && hour < 19 ? 0.7 : 0.1;
  }

  private static boolean isWeekend(DayOfWeek day) {
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
