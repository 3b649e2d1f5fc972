package io.millwright.ingest.verify;

import io.millwright.ingest.store.Checkpoints;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * An asset whose log is folded from its first event; on the way its state is compared with the one
 * that was saved, at the place where it was saved. Not thread-safe.
 */
final class FoldedAsset {
  private final Checkpoints.@Nullable Saved saved;
  private final long checkpoint;
  private final Findings findings;
  private final Told told;
  private Asset asset;
  private PlanSet plans;
  private AssetFold fold;
  private boolean compared;
  private boolean positionWrong;

  /**
   * An asset at its beginning.
   *
   * @param saved its state in the table, or null
   * @param checkpoint up to this place everything must be in a saved state
   */
  FoldedAsset(
      Asset asset,
      PlanSet plans,
      Checkpoints.@Nullable Saved saved,
      long checkpoint,
      Findings findings) {
    this.asset = asset;
    this.plans = plans;
    this.saved = saved;
    this.checkpoint = checkpoint;
    this.findings = findings;
    this.told = new Told(findings);
    this.fold = new AssetFold(asset, plans);
  }

  void reading(long sequence, int meter, long time, double value, int flags) {
    reaches(sequence);
    fold.reading(meter, time, value, flags, told);
  }

  void event(long sequence, Event event) {
    reaches(sequence);
    Verdict verdict = fold.step(event, told);
    if (verdict == Verdict.WITHOUT_EFFECT && event instanceof Event.OrderClosed closed) {
      // The rule was gone: its episode ended all the same, as it does live.
      EpisodeKey key = new EpisodeKey(asset.tag(), closed.rule(), closed.cycle());
      told.close(key, closed.time(), closed.completed());
    }
  }

  void plansChanged(int version, PlanSet plans) {
    if (saved == null || version > saved.planVersion()) {
      compare();
    }
    this.plans = plans;
    fold = new AssetFold(asset, plans).restore(fold.snapshot());
  }

  void redefined(long sequence, Asset changed) {
    reaches(sequence);
    asset = changed;
    fold = new AssetFold(asset, plans).restore(fold.snapshot());
  }

  private void reaches(long sequence) {
    if (saved == null || sequence > saved.sequence()) {
      compare();
      if (sequence <= checkpoint && !positionWrong) {
        positionWrong = true;
        findings.wrong(
            Check.POSITION,
            "%s: event %d is not in its saved state (%s), but the checkpoint says everything up to %d is: recovery would leave it out"
                .formatted(
                    asset.tag(),
                    sequence,
                    saved == null ? "there is none" : "of " + saved.sequence(),
                    checkpoint));
      }
    }
  }

  /** At the place of the saved state, or at the end of the log. */
  private void compare() {
    if (compared || saved == null) {
      return;
    }
    compared = true;
    findings.checked(Check.STATES, 1);
    AssetState folded = fold.snapshot();
    if (!folded.equals(saved.state())) {
      findings.wrong(
          Check.STATES,
          "%s: its state at %d %s"
              .formatted(
                  asset.tag(), saved.sequence(), StateDifference.words(saved.state(), folded)));
    }
  }

  /** To be called after the last event; returns what the log asks for. */
  Told end() {
    compare();
    findings.checked(Check.POSITION, 1);
    return told;
  }
}
