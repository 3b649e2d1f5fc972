package io.millwright.sim.fleet;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spreads machines over sites: pits with our machines, buildings with customers' ones. */
final class FleetLayout {
  /** Two sites of at least four machines, so that each kind exists twice. */
  static final int SMALLEST = 8;

  private static final List<String> PIT_ZONES =
      List.of("Europe/Oslo", "America/Denver", "Australia/Perth");
  private static final List<String> CITY_ZONES =
      List.of("Europe/London", "Europe/Berlin", "America/New_York");
  private static final List<String> ACCOUNTS =
      List.of("Harbour Property", "Northgate Offices", "Bellevue Hotels", "City Hospital Trust");
  private static final List<String> STREETS =
      List.of("High Street", "Station Road", "Harbour Quay", "Mill Lane", "Market Square");
  private static final List<String> TERRITORIES = List.of("north", "east", "south", "west");

  /** The excavator whose counter is an old four-digit one, about to roll over. */
  static final int ROLLOVER_EXCAVATOR = 0;

  private final long seed;

  private FleetLayout(long seed) {
    this.seed = seed;
  }

  /**
   * Lays out a fleet.
   *
   * @throws IllegalArgumentException when the size is too small for the mix
   */
  static List<Site> of(long seed, int size) {
    if (size < SMALLEST) {
      throw new IllegalArgumentException(
          "A fleet needs at least " + SMALLEST + " assets to hold each kind twice, not " + size);
    }
    FleetLayout layout = new FleetLayout(seed);
    List<Site> sites = new ArrayList<>();
    layout.add(sites, "pit", size - size / 2, MachineKind.EXCAVATOR, MachineKind.COMPRESSOR);
    layout.add(sites, "building", size / 2, MachineKind.LIFT, MachineKind.ROOFTOP_UNIT);
    return List.copyOf(sites);
  }

  private void add(
      List<Site> sites, String word, int machines, MachineKind first, MachineKind second) {
    int groups = Math.max(1, Math.round(machines / 5f));
    int made = 0;
    for (int group = 0; group < groups; group++) {
      int end = (int) ((long) machines * (group + 1) / groups);
      String gateway = "gw-" + word + "-" + (group + 1);
      boolean pit = first.ownership() == Ownership.OWNED;
      RandomGenerator random = Noise.of(seed, gateway, 0);
      String zone = pick(random, pit ? PIT_ZONES : CITY_ZONES);
      String name = (pit ? "Pit " : "Building ") + (group + 1);
      VisitDetails visit = pit ? VisitDetails.NONE : visit(random);
      List<SimAsset> assets = new ArrayList<>();
      for (; made < end; made++) {
        MachineKind kind = made % 2 == 0 ? first : second;
        assets.add(machine(kind, made / 2, name, ZoneId.of(zone), visit));
      }
      sites.add(new Site(gateway, name, ZoneId.of(zone), assets));
    }
  }

  private SimAsset machine(
      MachineKind kind, int ordinal, String site, ZoneId zone, VisitDetails visit) {
    int number = 101 + ordinal;
    int criticality = Noise.of(seed, kind.tag(number), -1).nextInt(1, 5);
    Asset asset =
        new Asset(
            kind.tag(number),
            kind.title(number),
            kind.assetClass(),
            site,
            zone,
            kind.ownership(),
            criticality,
            null,
            visit,
            meters(kind, ordinal));
    return new SimAsset(kind, asset, ordinal);
  }

  private static List<Meter> meters(MachineKind kind, int ordinal) {
    if (kind != MachineKind.EXCAVATOR || ordinal != ROLLOVER_EXCAVATOR) {
      return kind.meters();
    }
    List<Meter> meters = new ArrayList<>(kind.meters());
    Meter hours = meters.get(0);
    meters.set(0, new Meter(hours.name(), hours.kind(), hours.unit(), 10_000.0));
    return meters;
  }

  private static VisitDetails visit(RandomGenerator random) {
    return new VisitDetails(
        pick(random, ACCOUNTS),
        random.nextInt(1, 120) + " " + pick(random, STREETS),
        String.format("Site desk, +44 1632 960%03d", random.nextInt(1000)),
        pick(random, TERRITORIES));
  }

  private static String pick(RandomGenerator random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
