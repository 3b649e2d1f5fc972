package io.millwright.sim.load;

/**
 * Which meter of a gateway is read next, when, and what it shows: all its meters in turn, each lap
 * at a later millisecond than the one before, so that no two readings share meter and time. Values
 * follow from the time, so that counters never run backwards over several runs.
 */
public final class MeterTurns {
  /** The service refuses times that are five minutes ahead. */
  private static final long AHEAD_MILLIS = 240_000;

  private static final long COUNTED_FROM_MILLIS = 1_767_225_600_000L; // 2026-01-01

  private final LoadFleet fleet;
  private final int first;
  private final int end;
  private int meter;
  private int asset;
  private int inAsset;
  private long lap;

  /**
   * A gateway's meters.
   *
   * @param fleet has the gateway
   * @param gateway its number
   */
  public MeterTurns(LoadFleet fleet, int gateway) {
    this.fleet = fleet;
    this.first = fleet.firstMeter(fleet.firstAsset(gateway));
    this.end = fleet.firstMeter(fleet.firstAsset(gateway + 1));
    this.meter = end - 1;
  }

  /**
   * Goes to the next one.
   *
   * @param nowMillis epoch milliseconds
   * @throws IllegalStateException when the times run ahead of the clock by minutes
   */
  public void advance(long nowMillis) {
    meter++;
    inAsset++;
    if (meter == end) {
      meter = first;
      lap = Math.max(lap + 1, nowMillis);
      if (lap > nowMillis + AHEAD_MILLIS) {
        throw new IllegalStateException(
            "There are too few meters: each is read more than once a millisecond, and its times run"
                + " ahead of the clock. Take more --meters or a lower --rate");
      }
    }
    if (meter == first || inAsset == fleet.metersOf(asset)) {
      asset = fleet.assetOf(meter);
      inAsset = meter - fleet.firstMeter(asset);
    }
  }

  /** The asset's number. */
  public int asset() {
    return asset;
  }

  /** The meter's number within its asset. */
  public int meter() {
    return inAsset;
  }

  /** When it is read, in epoch milliseconds. */
  public long timeMillis() {
    return lap;
  }

  /** What it shows, in ten-thousandths of its unit. */
  public long tenThousandths() {
    return LoadFleet.isCounter(inAsset)
        ? (lap - COUNTED_FROM_MILLIS) / 360 // a ten-thousandth of an hour has 360 ms
        : 200_000 + (lap * 31 + meter * 17L) % 1_000 * 100;
  }
}
