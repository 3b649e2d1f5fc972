package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.PlanSets;
import io.millwright.ingest.store.PlanSource;
import io.millwright.ingest.store.PlanVersion;
import io.millwright.rules.plan.PlanSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the plans of a running service, one change at a time. Thread-safe. */
public final class PlanDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PlanDesk.class);

  private final Shards shards;
  private final DataSource database;
  private final Executor blocking;
  private final PlanSets planSets = new PlanSets();
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * Creates it.
   *
   * @param shards fold under the plans
   * @param database where the active ones are looked up
   * @param blocking runs the look-ups
   */
  public PlanDesk(Shards shards, DataSource database, Executor blocking) {
    this.shards = shards;
    this.database = database;
    this.blocking = blocking;
  }

  /**
   * Changes the plans on all shards, between two events of the log.
   *
   * @param source the plan file
   * @param rules what it says
   * @param instead the version it is to replace; null for any
   * @return completes when every shard goes on under the new plans; fails when the database does
   *     not answer or a shard has ended
   */
  public CompletionStage<PlanChangeResult> change(
      PlanSource source, PlanSet rules, @Nullable Integer instead) {
    if (!busy.compareAndSet(false, true)) {
      return CompletableFuture.completedStage(new PlanChangeResult.Busy());
    }
    return CompletableFuture.supplyAsync(() -> check(source, rules, instead), blocking)
        .thenCompose(
            refusal ->
                refusal == null ? begin(source, rules) : CompletableFuture.completedStage(refusal))
        .whenComplete((result, failure) -> busy.set(false));
  }

  private @Nullable PlanChangeResult check(
      PlanSource source, PlanSet rules, @Nullable Integer instead) {
    PlanVersion active = active();
    int number = active == null ? 0 : active.version();
    if (instead != null && instead != number) {
      return new PlanChangeResult.Overtaken(number);
    }
    if (active != null && active.source().text().equals(source.text())) {
      return new PlanChangeResult.Unchanged(active);
    }
    List<String> problems = KeptIdentity.problems(shards.plans().rules(), rules);
    return problems.isEmpty() ? null : new PlanChangeResult.Refused(problems);
  }

  private @Nullable PlanVersion active() {
    try (Connection connection = database.getConnection()) {
      return planSets.active(connection).orElse(null);
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }

  private CompletionStage<PlanChangeResult> begin(PlanSource source, PlanSet rules) {
    return shards
        .changePlans(source, rules)
        .thenApply(
            done -> {
              LOG.info(
                  "Plan file {} ({}, by {}) is active: {} rules, {} assets, {} that do not fit",
                  done.version().version(),
                  source.file(),
                  source.by(),
                  rules.rules().size(),
                  done.assets(),
                  done.unbound().size());
              return new PlanChangeResult.Activated(done.version(), done.assets(), done.unbound());
            });
  }
}
