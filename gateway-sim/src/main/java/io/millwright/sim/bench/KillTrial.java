package io.millwright.sim.bench;

import io.millwright.sim.load.LoadPlan;
import io.millwright.sim.load.LoadReport;
import io.millwright.sim.load.LoadSecond;
import io.millwright.sim.load.LoadWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} of a consumer in the middle of a load, and a new one at once. The broker lives on
 * and keeps the session, so what is missing in the end was acknowledged by the consumer and not
 * stored.
 */
final class KillTrial implements LoadWatch {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_MILLIS = 500;

  private final BenchSite site;
  private final PrintWriter err;

  /**
   * What came of it.
   *
   * @param acknowledged readings, to those who published them
   * @param stored of these
   */
  record Outcome(long acknowledged, long stored) {
    Outcome plus(Outcome other) {
      return new Outcome(acknowledged + other.acknowledged, stored + other.stored);
    }

    long lost() {
      return acknowledged - stored;
    }
  }

  KillTrial(BenchSite site, PrintWriter err) {
    this.site = site;
    this.err = err;
  }

  /**
   * Runs it.
   *
   * @param plan kills where its warm-up ends
   * @throws BenchFailure when a message is refused or not answered
   */
  Outcome run(LoadPlan plan) throws IOException, InterruptedException, SQLException, BenchFailure {
    long before = site.rows();
    LoadReport report = site.load(plan, this);
    long acknowledged = report.acknowledgedReadings();
    long stored = site.rows() - before;
    long progress = System.nanoTime();
    while (stored < acknowledged && System.nanoTime() - progress < QUIET_NANOS) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      long now = site.rows() - before;
      if (now > stored) {
        stored = now;
        progress = System.nanoTime();
      }
    }
    return new Outcome(acknowledged, stored);
  }

  @Override
  public void second(LoadSecond second) {
    err.println(second);
    err.flush();
  }

  @Override
  public void measuring() {
    try {
      site.killAndRestart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
