package io.millwright.rules.condition;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.AssetState.LeafState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one asset: its episodes. What it watches is its signal's business; here is what
 * comes of that signal going on.
 */
public final class ConditionTrack {
  private static final long NEVER = SignalTrack.NEVER;

  private final Asset asset;
  private final Condition condition;
  private final SignalTrack signal;
  private @Nullable GateTrack gate;

  private int cycle;
  private boolean open;
  private long ignoreUntil = NEVER;

  /** The cycle for which it was said that a buffered reading raises nothing. */
  private int heldBack;

  /**
   * A condition at the beginning.
   *
   * @param signal makes the track of the condition's signal; its leaves hand what they hear to this
   */
  public ConditionTrack(
      Asset asset, Condition condition, Function<ConditionTrack, SignalTrack> signal) {
    this.asset = asset;
    this.condition = condition;
    this.signal = signal.apply(this);
  }

  /** Has it looked at only while a gate is open. */
  public void onlyWhile(GateTrack opens) {
    gate = opens;
  }

  private boolean isShut() {
    return gate != null && !gate.isOpen();
  }

  /** Whether what was at some time still counts: neither from before a repair nor the gate. */
  boolean counts(long time) {
    return time > ignoreUntil && (gate == null || time >= gate.openSince());
  }

  /** The gate has shut. */
  void paused() {
    signal.paused();
  }

  /** The gate has opened. */
  void resumed(long time, boolean live, Outcomes out) {
    boolean was = signal.isOn();
    signal.resumed(time, live);
    if (!was && signal.isOn()) {
      activated(time, out);
    }
  }

  /** Whether a live reading would have it on. */
  boolean isHeldBack(long time) {
    return !signal.isOn() && signal.wouldBeOn(time);
  }

  /** A live reading bears out that the gate is open. */
  void confirmed(long time, Outcomes out) {
    boolean was = signal.isOn();
    signal.confirmed(time);
    if (!was && signal.isOn()) {
      activated(time, out);
    }
  }

  /** Lets a leaf take a reading. */
  void read(
      MeterLeafTrack leaf, long time, double value, double former, boolean live, Outcomes out) {
    if (time <= ignoreUntil || isShut()) {
      return;
    }
    boolean was = signal.isOn();
    leaf.take(time, value, former, live);
    if (signal.isOn()) {
      if (!was) {
        activated(time, out);
      }
    } else if (!live && !open && heldBack <= cycle && signal.wouldBeOn(time)) {
      heldBack = cycle + 1;
      out.suppressed(heldBack(time, value));
    }
  }

  /** Lets a leaf take the coming or going of its fault. */
  void fault(FaultCodeTrack leaf, long time, boolean active, boolean came, Outcomes out) {
    if (time <= ignoreUntil || isShut()) {
      return;
    }
    boolean was = signal.isOn();
    leaf.take(time, active, came);
    if (!was && signal.isOn()) {
      activated(time, out);
    }
  }

  /**
   * When a tick has an effect.
   *
   * @return epoch milliseconds, Long.MIN_VALUE for at once, Long.MAX_VALUE for never
   */
  public long nextTick() {
    return isShut() ? Long.MAX_VALUE : signal.nextTick();
  }

  /** Takes the passing of time. */
  public void tick(long time, Outcomes out) {
    boolean was = signal.isOn();
    signal.tick(time);
    if (!was && signal.isOn()) {
      activated(time, out);
    }
  }

  private EpisodeKey key(int number) {
    return new EpisodeKey(asset.tag(), condition.id(), number);
  }

  private void activated(long time, Outcomes out) {
    if (open) {
      out.suppressed(
          new Suppression(
              key(cycle),
              Suppression.Reason.EPISODE_OPEN,
              time,
              "Met again while order " + cycle + " of " + condition.id() + " is open."));
      return;
    }
    cycle++;
    open = true;
    out.raised(new ConditionOrder(asset, condition).raised(key(cycle), time, signal));
  }

  private Suppression heldBack(long time, double value) {
    return new Suppression(
        key(heldBack),
        Suppression.Reason.HISTORICAL,
        time,
        "A reading of "
            + Words.number(value)
            + " met it, but was sent from a buffer; the next live one decides.");
  }

  public Verdict close(Event.OrderClosed event, Outcomes out) {
    if (!open || event.cycle() != cycle) {
      return Verdict.WITHOUT_EFFECT;
    }
    open = false;
    out.closed(new EpisodeClosed(key(cycle), event.time(), event.completed()));
    if (event.completed()) {
      ignoreUntil = event.time();
      signal.repaired(event.time());
      if (signal.isOn()) {
        activated(signal.metSince(), out);
      }
    }
    return Verdict.ACCEPTED;
  }

  /** The cycle of the open episode; 0 when none is open. */
  public int openCycle() {
    return open ? cycle : 0;
  }

  /** Says how far it is from raising an order. */
  public void explain(Reasons reasons) {
    if (gate != null) {
      gate.explain(reasons);
    }
    signal.explain(reasons);
    if (ignoreUntil != NEVER) {
      reasons.add("what was until " + reasons.time(ignoreUntil) + " was before its completion");
    }
  }

  public @Nullable ConditionState snapshot() {
    Map<String, LeafState> leaves = new HashMap<>();
    signal.save(leaves);
    long gateSince = gate == null ? NEVER : gate.openSince();
    return leaves.isEmpty() && cycle == 0 && heldBack == 0 && gateSince == NEVER
        ? null
        : new ConditionState(
            cycle,
            open,
            ignoreUntil == NEVER ? null : ignoreUntil,
            heldBack,
            gateSince == NEVER ? null : gateSince,
            leaves);
  }

  public void restore(ConditionState state) {
    cycle = state.cycle();
    open = state.open();
    ignoreUntil = state.ignoreUntil() == null ? NEVER : state.ignoreUntil();
    heldBack = state.heldBack();
    if (gate != null) {
      gate.restore(state.gateSince() == null ? NEVER : state.gateSince());
    }
    signal.restore(state.leaves());
  }
}
