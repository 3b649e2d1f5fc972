package io.millwright.sim.fleet;

import io.millwright.sim.contract.GatewayMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A mixed fleet over simulated time. The same seed, size, start and step give the same messages,
 * byte for byte, as long as the same repairs are reported between the same steps.
 *
 * <p>In every simulated week a lift's door drive fails, an excavator overheats, a compressor's
 * bearing wears, a meter is replaced, a gateway loses its network for some hours, and messages are
 * published twice. In the first week the hour counter of excavator EX-101 also passes its rollover
 * point, 10000; a four-digit hour counter does that once in some years.
 */
public final class FleetModel {
  /** Between two readings of a meter, unless told otherwise. */
  public static final Duration STEP = Duration.ofMinutes(10);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int STUTTER_ONE_IN = 200;

  private final long seed;
  private final Instant start;
  private final Duration step;
  private final List<Site> sites;
  private final WeekPlan plan;
  private final Map<String, AssetRun> runs = new LinkedHashMap<>();
  private final Map<String, Uplink> uplinks = new LinkedHashMap<>();
  private long index;

  /**
   * A fleet that is read every ten minutes.
   *
   * @param seed what makes it this fleet
   * @param size machines, at least 8
   * @param start the simulated time of the first readings
   */
  public FleetModel(long seed, int size, Instant start) {
    this(seed, size, start, STEP);
  }

  /**
   * A fleet.
   *
   * @param seed what makes it this fleet
   * @param size machines, at least 8
   * @param start the simulated time of the first readings
   * @param step between two readings of a meter, 1 minute to 1 hour
   */
  public FleetModel(long seed, int size, Instant start, Duration step) {
    if (step.compareTo(Duration.ofMinutes(1)) < 0 || step.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("The step must be 1 minute to 1 hour, not " + step);
    }
    this.seed = seed;
    this.start = start;
    this.step = step;
    this.sites = FleetLayout.of(seed, size);
    this.plan = new WeekPlan(seed, sites, start);
    for (Site site : sites) {
      uplinks.put(site.gateway(), new Uplink(site.gateway()));
      for (SimAsset asset : site.assets()) {
        runs.put(asset.tag(), new AssetRun(seed, asset));
      }
    }
  }

  /**
   * Returns the sites, each with one gateway.
   *
   * @return pits first
   */
  public List<Site> sites() {
    return sites;
  }

  /**
   * Returns what makes this fleet.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }

  /**
   * Returns the simulated time of the first readings.
   *
   * @return the start
   */
  public Instant start() {
    return start;
  }

  /**
   * Returns what happens in a week, repaired or not.
   *
   * @param week counted from 0
   * @return the stories
   */
  public List<Story> stories(int week) {
    return plan.of(week);
  }

  /**
   * Returns the simulated time that {@link #next} will reach. One thread.
   *
   * @return the end of the next step
   */
  public Instant nextTime() {
    return start.plus(step.multipliedBy(index));
  }

  /**
   * Lets one step of simulated time pass. The first call reads the meters at the start. One thread.
   *
   * @return what the gateways do
   */
  public FleetTick next() {
    Instant time = nextTime();
    Duration length = index == 0 ? Duration.ZERO : step;
    List<Story> stories = storiesNear(time);
    List<Story> due =
        stories.stream()
            .filter(story -> !story.from().isAfter(time) && story.from().isAfter(time.minus(step)))
            .toList();
    Set<String> offline = new HashSet<>();
    List<GatewayMessage> messages = new ArrayList<>();
    for (Site site : sites) {
      AssetStep siteStep = AssetStep.empty();
      for (SimAsset asset : site.assets()) {
        AssetRun run = known(asset.tag());
        siteStep.add(run.step(time, length, index, about(asset.tag(), due)));
      }
      boolean online = stories.stream().noneMatch(story -> cutsOff(story, site.gateway(), time));
      if (!online) {
        offline.add(site.gateway());
      }
      messages.addAll(uplink(site.gateway(), due).send(time, online, siteStep));
    }
    index++;
    return new FleetTick(time, Set.copyOf(offline), List.copyOf(messages));
  }

  /**
   * A technician has finished a job on an asset: what had worn or broken before is as new from the
   * next step on. Any thread.
   *
   * @param asset the asset's tag
   * @param time when the job was done, simulated
   * @throws IllegalArgumentException when the fleet has no such asset
   */
  public void repaired(String asset, Instant time) {
    known(asset).repaired(time);
  }

  /**
   * Reads a meter, as a technician on site does. Any thread.
   *
   * @param asset the asset's tag
   * @param meter the meter's name
   * @param time when, simulated; the value is that of the last step before it
   * @return what it showed, in the meter's unit
   * @throws IllegalArgumentException when the fleet has no such asset or meter
   */
  public double value(String asset, String meter, Instant time) {
    return known(asset).valueAt(meter, time);
  }

  private AssetRun known(String asset) {
    AssetRun run = runs.get(asset);
    if (run == null) {
      throw new IllegalArgumentException("The fleet has no asset '" + asset + "'");
    }
    return run;
  }

  private Uplink uplink(String gateway, List<Story> due) {
    Uplink uplink = uplinks.get(gateway);
    if (uplink == null) {
      throw new IllegalStateException("No uplink for " + gateway);
    }
    boolean byChance = Noise.of(seed, gateway, index).nextInt(STUTTER_ONE_IN) == 0;
    if (byChance || about(gateway, due).stream().anyMatch(s -> s.kind() == Story.Kind.REPEAT)) {
      uplink.stutter();
    }
    return uplink;
  }

  /** A step may span the end of a week, and an outage never does: WeekPlan ends them inside. */
  private List<Story> storiesNear(Instant time) {
    int week = week(time);
    int before = week(time.minus(step));
    List<Story> stories = new ArrayList<>(plan.of(week));
    if (before != week) {
      stories.addAll(plan.of(before));
    }
    return stories;
  }

  private int week(Instant time) {
    return (int) Math.max(0, Duration.between(start, time).dividedBy(WEEK));
  }

  private static List<Story> about(String subject, List<Story> stories) {
    return stories.stream().filter(story -> story.subject().equals(subject)).toList();
  }

  private static boolean cutsOff(Story story, String gateway, Instant time) {
    return story.kind() == Story.Kind.OUTAGE
        && story.subject().equals(gateway)
        && !time.isBefore(story.from())
        && time.isBefore(story.to());
  }
}
