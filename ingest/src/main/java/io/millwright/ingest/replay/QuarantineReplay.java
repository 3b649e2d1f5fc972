package io.millwright.ingest.replay;

import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineFilter;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.quarantine.QuarantinedMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Feeds quarantined messages through the pipeline again.
 *
 * <p>An entry is closed only after the pipeline has committed it, and only if it was not refused
 * again meanwhile ({@code seen} tells). A crash in between leaves it open: replaying a reading that
 * is stored does nothing, whereas an entry closed too early would be lost.
 */
public final class QuarantineReplay {
  /** So many messages are on their way at a time. */
  static final int WINDOW = 64;

  private final QuarantineStore store;
  private final Intake intake;
  private final Duration patience;

  /**
   * Makes the replay.
   *
   * @param store where entries are
   * @param intake where they go
   * @param patience how long a window of messages may take before the replay gives up
   */
  public QuarantineReplay(QuarantineStore store, Intake intake, Duration patience) {
    this.store = store;
    this.intake = intake;
    this.patience = patience;
  }

  /**
   * Replays entries in the order they were first refused. Blocks.
   *
   * @param filter which of them
   * @param after only rows with a higher id; 0 for all
   * @param limit at most so many entries, above 0
   * @return what became of them
   * @throws SQLException when the database fails; what was not closed yet stays open
   * @throws InterruptedException when the thread is interrupted while waiting
   */
  public ReplayReport replay(QuarantineFilter filter, long after, int limit)
      throws SQLException, InterruptedException {
    int replayed = 0;
    int partial = 0;
    List<Long> again = new ArrayList<>();
    long last = after;
    for (int left = limit; left > 0; ) {
      int window = Math.min(WINDOW, left);
      List<QuarantinedMessage> page = store.page(filter, last, window);
      List<QuarantinedMessage> whole = page.stream().filter(m -> m.entry().isWhole()).toList();
      partial += page.size() - whole.size();
      List<QuarantinedMessage> settled = feed(whole);
      for (QuarantinedMessage message : settled) {
        if (store.close(message)) {
          replayed++;
        } else {
          again.add(message.id());
        }
      }
      int unsettled = whole.size() - settled.size();
      if (page.size() < window) {
        return report(replayed, again, partial, unsettled, null);
      }
      last = page.get(page.size() - 1).id();
      left -= page.size();
      if (unsettled > 0) {
        return report(replayed, again, partial, unsettled, last);
      }
    }
    return report(replayed, again, partial, 0, last);
  }

  private ReplayReport report(
      int replayed, List<Long> again, int partial, int unsettled, @Nullable Long next)
      throws SQLException {
    Map<String, Integer> reasons = new TreeMap<>();
    if (!again.isEmpty()) {
      QuarantineFilter these = new QuarantineFilter(null, null, null, true, again);
      for (QuarantinedMessage message : store.page(these, 0, again.size())) {
        reasons.merge(message.entry().reason().word(), 1, Integer::sum);
      }
    }
    return new ReplayReport(replayed, again.size(), reasons, partial, unsettled, next);
  }

  /** Returns those that are committed, in the order of the page. */
  private List<QuarantinedMessage> feed(List<QuarantinedMessage> messages)
      throws InterruptedException {
    CountDownLatch open = new CountDownLatch(messages.size());
    List<CompletableFuture<Void>> settlements = new ArrayList<>();
    for (QuarantinedMessage message : messages) {
      CompletableFuture<Void> settlement = new CompletableFuture<>();
      settlements.add(settlement);
      QuarantineEntry entry = message.entry();
      intake.accept(
          new Inbound(
              entry.gateway(),
              entry.topic(),
              entry.payload(),
              System.nanoTime(),
              message.receivedAt(),
              0,
              outcome -> {
                settlement.complete(null);
                open.countDown();
              }));
    }
    boolean all = open.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    List<QuarantinedMessage> settled = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (all || settlements.get(i).isDone()) {
        settled.add(messages.get(i));
      }
    }
    return settled;
  }
}
