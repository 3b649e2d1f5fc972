package io.millwright.sim.soak;

import io.millwright.sim.standin.Count;
import io.millwright.sim.standin.StandIn;
import io.millwright.sim.standin.StandInOrder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sets the table of orders against what the stand-ins have: each order once, and no other. */
final class OrderCheck {
  private static final String UNSETTLED =
      "select count(*) from work_order"
          + " where delivery <> 'delivered' or status not in ('completed', 'cancelled')";

  private final SoakDatabase database;
  private final List<StandIn> targets;
  private final Findings findings;

  OrderCheck(SoakDatabase database, List<StandIn> targets, Findings findings) {
    this.database = database;
    this.targets = targets;
    this.findings = findings;
  }

  /** Waits until every order is delivered and reported as done; returns how long that took. */
  Duration settle(Duration patience) throws SQLException, InterruptedException {
    long begin = System.nanoTime();
    int quiet = 0;
    while (quiet < 3) {
      long open = database.number(UNSETTLED) + targets.stream().mapToInt(StandIn::openOrders).sum();
      quiet = open == 0 ? quiet + 1 : 0;
      if (System.nanoTime() - begin > patience.toNanos()) {
        findings.differs("%d orders are not delivered and done after %s", open, patience);
        database
            .rows(
                "select target, delivery, status, count(*), max(attempts), max(last_error)"
                    + " from work_order where delivery <> 'delivered'"
                    + " or status not in ('completed', 'cancelled') group by 1, 2, 3")
            .forEach(row -> findings.say("    %s", row));
        break;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Compares; returns how many orders there are. */
  long compare() throws SQLException {
    Set<String> raised = new HashSet<>(database.rows("select id from work_order"));
    Set<String> received = new HashSet<>();
    for (StandIn target : targets) {
      for (StandInOrder order : target.book().orders()) {
        if (!received.add(order.reference())) {
          findings.differs("%s was created twice at the stand-in", order.number());
        }
      }
      expectNone(target, Count.DUPLICATES, "orders were created twice");
      expectNone(target, Count.BAD_SIGNATURES, "requests had a wrong signature");
      expectNone(target, Count.MALFORMED, "requests held no order");
      expectNone(target, Count.FEEDBACK_REFUSED, "reports of a technician were refused");
    }
    for (String id : raised) {
      if (!received.contains(id)) {
        findings.differs("order %s was raised, but never created at a stand-in", id);
      }
    }
    for (String id : received) {
      if (!raised.contains(id)) {
        findings.differs("order %s is at a stand-in, but not in the table", id);
      }
    }
    for (String row :
        database.rows(
            "select asset_id, rule from episode where closed_at is null"
                + " group by 1, 2 having count(*) > 1")) {
      findings.differs("two open episodes: %s", row);
    }
    return raised.size();
  }

  private void expectNone(StandIn target, Count what, String meaning) {
    long count = target.book().counted(what);
    if (count > 0) {
      findings.differs("%d %s (%s)", count, meaning, target.url());
    }
  }
}
