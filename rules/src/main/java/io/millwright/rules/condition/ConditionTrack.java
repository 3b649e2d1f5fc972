package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Alarm;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.state.AssetState.AlarmState;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.AssetState.LeafState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one asset. What it watches is its signal's business, whether that makes it
 * active its {@link AlarmTrack}'s, what holds an order back its {@link Hold}'s, and which order is
 * open its {@link ConditionEpisodes}'; here they are brought together.
 */
public final class ConditionTrack {
  private static final long NEVER = SignalTrack.NEVER;

  final SignalTrack signal;
  final @Nullable SignalTrack action;
  final AlarmTrack alarm;
  final Hold hold = new Hold();

  /** Whether it is active and its order is held back. */
  boolean owed;

  final ConditionEpisodes episodes;

  private final Condition condition;
  private final List<Runnable> wakers = new ArrayList<>();
  private @Nullable GateTrack gate;

  private long ignoreUntil = NEVER;

  /**
   * A condition at the beginning.
   *
   * @param tracks makes the track of a signal; its leaves hand what they hear to this
   */
  public ConditionTrack(
      Asset asset, Condition condition, BiFunction<ConditionTrack, Signal, SignalTrack> tracks) {
    this.condition = condition;
    this.episodes = new ConditionEpisodes(asset, condition);
    this.alarm = new AlarmTrack(condition.alarm());
    Alarm.AtAction atAction = condition.alarm().atAction();
    // First, so that it has heard of a reading that makes the signal raise an order.
    this.action = atAction == null ? null : tracks.apply(this, atAction.signal());
    this.signal = tracks.apply(this, condition.signal());
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
    eachSignal(SignalTrack::paused);
    alarm.paused();
    wakers.forEach(Runnable::run);
  }

  /** The gate has opened. */
  void resumed(long time, boolean live, Outcomes out) {
    eachSignal(one -> one.resumed(time, live));
    settle(time, live, out);
    wakers.forEach(Runnable::run);
  }

  /** Whether something waits for a live reading to bear out that the gate is open. */
  boolean isUnconfirmed(long time) {
    return signal.isUnconfirmed(time);
  }

  /** A live reading bears out that the gate is open. */
  void confirmed(long time, Outcomes out) {
    eachSignal(one -> one.confirmed(time));
    settle(time, true, out);
  }

  private void eachSignal(Consumer<SignalTrack> told) {
    told.accept(signal);
    if (action != null) {
      told.accept(action);
    }
  }

  /** The rule's id. */
  public String rule() {
    return condition.id();
  }

  /** Wants to be told when every reading of its meters matters, because a time is running. */
  public void wokenBy(Runnable waker) {
    wakers.add(waker);
  }

  /** Whether a time is running, so that any reading may find that it has passed. */
  public boolean isAwake() {
    return owed || alarm.isWaiting() || hold.hasShelf();
  }

  private void wake() {
    if (isAwake()) {
      wakers.forEach(Runnable::run);
    }
  }

  /** Lets a leaf take a reading. */
  void read(
      MeterLeafTrack leaf, long time, double value, double former, boolean live, Outcomes out) {
    if (time <= ignoreUntil || isShut()) {
      return;
    }
    leaf.take(time, value, former, live);
    settle(time, live, out);
    if (!live && !signal.isOn() && signal.wouldBeOn(time)) {
      episodes.heldBack(time, value, out);
    }
  }

  /**
   * Lets a leaf take the coming or going of its fault.
   *
   * @param time when it came or went
   * @param now the event time at which that is heard, {@code time} or later
   * @param came whether it was not there before
   */
  void fault(FaultCodeTrack leaf, long time, long now, boolean active, boolean came, Outcomes out) {
    if (time <= ignoreUntil || isShut()) {
      return;
    }
    leaf.take(time, active, came);
    settle(now, true, out);
  }

  /**
   * When a tick has an effect.
   *
   * @return epoch milliseconds, Long.MIN_VALUE for at once, Long.MAX_VALUE for never
   */
  public long nextTick() {
    if (episodes.hasGoneLive() || (!isShut() && alarm.isBehind(signal.isOn()))) {
      return NEVER;
    }
    long next = hold.nextTick(owed);
    if (!isShut()) {
      next = Math.min(next, Math.min(signal.nextTick(), alarm.nextTick()));
      next = action == null ? next : Math.min(next, action.nextTick());
    }
    return next;
  }

  /** Takes the passing of time. */
  public void tick(long time, Outcomes out) {
    if (!isShut()) {
      eachSignal(one -> one.tick(time));
    }
    hold.expire(time);
    settle(time, true, out);
  }

  public Verdict shelve(Event.ConditionShelved event) {
    Verdict verdict = hold.shelve(event);
    wake();
    return verdict;
  }

  public Verdict unshelve(Event.ConditionUnshelved event, Outcomes out) {
    Verdict verdict = hold.unshelve(event);
    if (verdict == Verdict.ACCEPTED) {
      settle(event.time(), true, out);
    }
    return verdict;
  }

  /** Draws the conclusions from where the signal stands now. */
  private void settle(long time, boolean live, Outcomes out) {
    boolean was = alarm.isActive();
    if (!isShut()) {
      alarm.update(time, signal.isOn(), live);
    }
    if (!alarm.isActive()) {
      if (was) {
        cleared();
      }
    } else if (!was) {
      activated(time, out);
    } else if (owed && live && !hold.holds(time)) {
      raise(time, out);
    }
    if (episodes.isInShadow()) {
      endShadow(time, live, out);
    } else if (live && action != null && action.isOn() && !hold.isShelved(time)) {
      episodes.escalate(time, action, out);
    }
    wake();
  }

  /**
   * What nobody was told of ends when it is over; or when the rule has gone live meanwhile, and
   * then it is raised in earnest if it is still active.
   */
  private void endShadow(long time, boolean live, Outcomes out) {
    // Nobody will close an order of it.
    unlatch();
    if (alarm.isActive() && !(live && episodes.hasGoneLive())) {
      return;
    }
    episodes.close(time, true, out);
    if (alarm.isActive()) {
      activated(time, out);
    }
  }

  private void cleared() {
    owed = false;
    hold.cleared();
  }

  private void unlatch() {
    boolean was = alarm.isActive();
    alarm.unlatch(signal.isOn());
    if (was && !alarm.isActive()) {
      cleared();
    }
  }

  private void activated(long time, Outcomes out) {
    if (episodes.openCycle() > 0) {
      episodes.metAgain(time, out);
    } else if (hold.holds(time)) {
      owed = true;
      episodes.held(hold, time, out);
    } else {
      raise(time, out);
    }
  }

  private void raise(long time, Outcomes out) {
    owed = false;
    episodes.raise(this, time, out);
  }

  public Verdict close(Event.OrderClosed event, Outcomes out) {
    if (!episodes.isOrdered(event.cycle())) {
      return Verdict.WITHOUT_EFFECT;
    }
    Alarm.Reopen reopen = condition.alarm().reopen();
    if (reopen.notWithinMillis() > 0) {
      hold.closed(event.time() + reopen.notWithinMillis());
    }
    episodes.close(event.time(), event.completed(), out);
    if (event.completed()) {
      ignoreUntil = event.time();
      if (reopen.afterClear() && signal.isOn() && signal.metSince() <= event.time()) {
        return Verdict.ACCEPTED;
      }
      repaired(event.time(), out);
    } else {
      unlatch();
    }
    return Verdict.ACCEPTED;
  }

  /** What is met since then counts anew. */
  private void repaired(long time, Outcomes out) {
    eachSignal(one -> one.repaired(time));
    if (alarm.isActive()) {
      cleared();
    }
    alarm.reset();
    if (signal.isOn()) {
      settle(signal.metSince(), true, out);
    }
  }

  /** The cycle of the open episode; 0 when none is open. */
  public int openCycle() {
    return episodes.openCycle();
  }

  /** Says how far it is from raising an order. */
  public void explain(Reasons reasons) {
    if (gate != null) {
      gate.explain(reasons);
    }
    signal.explain(reasons);
    alarm.explain(signal.isOn(), reasons);
    hold.explain(owed, reasons);
    if (ignoreUntil != NEVER) {
      reasons.add("what was until " + reasons.time(ignoreUntil) + " was before its completion");
    }
  }

  public @Nullable ConditionState snapshot() {
    Map<String, LeafState> leaves = new HashMap<>();
    signal.save(leaves);
    AlarmState between = AlarmMemory.of(this, leaves);
    long gateSince = gate == null ? NEVER : gate.openSince();
    return leaves.isEmpty() && !episodes.haveBegun() && gateSince == NEVER && between == null
        ? null
        : episodes.snapshot(
            AlarmMemory.stored(ignoreUntil), AlarmMemory.stored(gateSince), leaves, between);
  }

  public void restore(ConditionState state) {
    episodes.restore(state);
    ignoreUntil = AlarmMemory.loaded(state.ignoreUntil());
    if (gate != null) {
      gate.restore(AlarmMemory.loaded(state.gateSince()));
    }
    signal.restore(state.leaves());
    AlarmMemory.restore(this, state.alarm());
  }
}
