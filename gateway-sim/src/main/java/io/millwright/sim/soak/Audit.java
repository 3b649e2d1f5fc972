package io.millwright.sim.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** The end of a run: everything is let come to rest, and then counted. */
final class Audit {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SoakDatabase database;
  private final World world;
  private final Findings findings;
  private final boolean refusalsExpected;

  /** Stops the service. */
  @FunctionalInterface
  interface Stop {
    void stop() throws IOException, InterruptedException;
  }

  Audit(SoakDatabase database, World world, Findings findings) {
    this(database, world, findings, false);
  }

  /**
   * An audit.
   *
   * @param refusalsExpected whether readings may have been refused, and replayed later
   */
  Audit(SoakDatabase database, World world, Findings findings, boolean refusalsExpected) {
    this.database = database;
    this.world = world;
    this.findings = findings;
    this.refusalsExpected = refusalsExpected;
  }

  /**
   * Waits for the last acknowledgement and the last order, stops the service and compares.
   *
   * @param service stops the one that works
   */
  void conclude(Stop service) throws IOException, SQLException, InterruptedException {
    SoakFleet fleet = world.fleet();
    FleetState state = fleet.state();
    if (!fleet.finish(PATIENCE)) {
      findings.differs("%d messages are never acknowledged", fleet.outstanding());
    }
    OrderCheck orders = new OrderCheck(database, world.targets(), findings);
    Duration settled = orders.settle(PATIENCE);
    service.stop();
    ReadingCheck readings = new ReadingCheck(database, fleet.work(), findings);
    long stored = readings.compare(fleet.pages(), 0);
    long rows = database.number("select count(*) from reading");
    if (rows != stored) {
      findings.differs("%d readings are stored, %d were sent", rows, stored);
    }
    if (state.refusals() > 0 && !refusalsExpected) {
      findings.differs("%d messages were refused", state.refusals());
      state.firstRefusals().forEach(refusal -> findings.say("    %s", refusal));
    }
    long quarantined = database.number("select count(*) from quarantine where replayed_at is null");
    if (quarantined > 0) {
      findings.differs("%d readings are in quarantine", quarantined);
    }
    findings.say(
        "  %-34s %,d in %,d messages; %,d messages sent again",
        "readings acknowledged",
        readings.acknowledged(),
        state.acknowledged(),
        state.repeatedCount());
    findings.say("  %-34s %,d", "readings stored, each once", rows);
    findings.say(
        "  %-34s %,d readings and events folded again",
        "states and episodes as the log says",
        new FoldCheck(database.address(), findings).compare());
    findings.say(
        "  %-34s %,d, settled %s after the last acknowledgement",
        "orders, each once at its target", orders.compare(), Timings.seconds(settled));
  }
}
