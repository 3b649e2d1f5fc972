package io.millwright.ingest.verify;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an asset's log asks for: episodes, what makes them more urgent, and why none came. */
final class Told implements Outcomes {
  /**
   * One occurrence of a rule. Times are epoch milliseconds.
   *
   * @param shadow whether its order is only recorded
   * @param closedAt null while it is open
   * @param completed whether the work was done
   */
  record Episode(boolean shadow, long raisedAt, @Nullable Long closedAt, boolean completed) {
    String words() {
      return closedAt == null
          ? "open since " + Times.words(raisedAt)
          : (completed ? "completed" : "cancelled") + " at " + Times.words(closedAt);
    }
  }

  private final Map<String, Episode> episodes = new LinkedHashMap<>();
  private final Map<String, @Nullable Long> escalations = new LinkedHashMap<>();
  private final Map<String, @Nullable Long> suppressions = new LinkedHashMap<>();
  private final Findings findings;

  Told(Findings findings) {
    this.findings = findings;
  }

  /** By key. */
  Map<String, Episode> episodes() {
    return episodes;
  }

  /** By episode, priority and time: until when the work is to be done, or null. */
  Map<String, @Nullable Long> escalations() {
    return escalations;
  }

  /** By episode and reason: when that was first the reason. */
  Map<String, @Nullable Long> suppressions() {
    return suppressions;
  }

  @Override
  public void raised(WorkOrder order) {
    Episode former =
        episodes.put(
            order.episode().text(),
            new Episode(order.rule().shadow(), order.raisedAt(), null, false));
    if (former != null) {
      findings.wrong(Check.EPISODES, "The log raises " + order.episode().text() + " twice");
    }
  }

  @Override
  public void closed(EpisodeClosed closed) {
    close(closed.episode(), closed.time(), closed.completed());
  }

  /** Also without the fold's word for it, when the rule was gone by then. */
  void close(EpisodeKey key, long time, boolean completed) {
    episodes.computeIfPresent(
        key.text(),
        (text, open) ->
            open.closedAt() != null
                ? open
                : new Episode(
                    open.shadow(), open.raisedAt(), Math.max(time, open.raisedAt()), completed));
  }

  @Override
  public void escalated(Escalation escalation) {
    Episode episode = episodes.get(escalation.episode().text());
    if (episode != null && !episode.shadow()) {
      escalations.putIfAbsent(
          escalation.episode().text()
              + " to priority "
              + escalation.priority()
              + " at "
              + escalation.time(),
          escalation.dueAt());
    }
  }

  @Override
  public void suppressed(Suppression suppression) {
    suppressions.putIfAbsent(
        suppression.episode().text() + " " + suppression.reason().word(), suppression.time());
  }
}
