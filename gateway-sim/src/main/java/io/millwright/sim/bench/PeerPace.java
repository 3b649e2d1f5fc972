package io.millwright.sim.bench;

import io.millwright.sim.load.LoadPlan;
import io.millwright.sim.load.LoadSecond;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.function.DoubleFunction;

/**
 * How fast a peer is loaded: always with more than it takes, and not with so much that its broker
 * spends the machine on queueing what would be drained for minutes.
 */
final class PeerPace {
  private static final double FIRST = 2_000;
  private static final double MORE = 1.5;

  private static final double KEEPS_UP = 0.9;

  private double taken;

  /** Doubles the rate until the peer no longer keeps up, which also warms it up. */
  void find(BenchSite site, DoubleFunction<LoadPlan> plans, PrintWriter err)
      throws IOException, InterruptedException, SQLException, BenchFailure {
    double offered = FIRST;
    taken = taken(site, plans.apply(offered), err);
    while (keepsUp(taken, offered)) {
      offered *= 2;
      taken = taken(site, plans.apply(offered), err);
    }
  }

  private static double taken(BenchSite site, LoadPlan plan, PrintWriter err)
      throws IOException, InterruptedException, SQLException, BenchFailure {
    long rows = site.rows();
    long begin = System.nanoTime();
    site.load(plan, PeerPace::ignore);
    site.verify(false);
    double taken = (site.rows() - rows) / ((System.nanoTime() - begin) / 1e9);
    err.printf("%,.0f messages/s offered, %,.0f taken%n", plan.rate(), taken);
    err.flush();
    return taken;
  }

  /** Whether that was not its limit. */
  static boolean keepsUp(double taken, double offered) {
    return taken >= KEEPS_UP * offered;
  }

  private static void ignore(LoadSecond second) {}

  boolean isKnown() {
    return taken > 0;
  }

  /** Messages a second to offer. */
  double rate() {
    return MORE * taken;
  }

  /** It took so many messages a second. */
  void took(double messages) {
    taken = Math.max(taken, messages);
  }
}
