package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.Batch;
import io.millwright.ingest.store.Committed;
import io.millwright.ingest.store.DefinitionRow;
import io.millwright.ingest.store.EventRow;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch in the making: folds items and collects what is to be written, and what is to be told
 * once it is. Owned by a shard's thread.
 */
final class ShardBatch implements Outcomes {
  private final Sequence sequence;
  private final List<ShardItem.Reading> readings = new ArrayList<>();
  private final Batch rows = new Batch(row -> Disbelief.conflict(readings.get(row)));
  private final List<MessageInFlight> messages = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();
  private final Map<UUID, Long> causes = new HashMap<>();
  private final FeedbackSteps steps = new FeedbackSteps();
  private int alreadyKnown;

  // What the event that is being folded belongs to, for the outcomes.
  private int currentAsset;
  private long currentCause;

  ShardBatch(Sequence sequence) {
    this.sequence = sequence;
  }

  void reading(ShardItem.Reading item, AssetRuntime runtime) {
    messages.add(item.message());
    current(runtime, item.message().receivedNanos());
    boolean isNews = runtime.isNews(item.meter(), item.reading().timeMillis());
    Verdict verdict =
        runtime
            .fold()
            .reading(
                item.meter().index(),
                item.reading().timeMillis(),
                item.reading().value(),
                item.flags(),
                this);
    if (verdict == Verdict.DUPLICATE) {
      alreadyKnown++;
    } else if (verdict.isBelieved()) {
      long place = sequence.next();
      rows.readings()
          .add(
              item.meter().id(),
              item.reading().timeMillis(),
              item.reading().value(),
              item.flags(),
              place,
              isNews && verdict == Verdict.ACCEPTED);
      readings.add(item);
      runtime.folded(place);
      runtime.stored(item.meter(), item.reading().timeMillis(), verdict);
    } else {
      rows.quarantine(
          Disbelief.of(item, verdict, runtime.fold().lifeToDate(item.reading().meter())));
    }
  }

  void happened(ShardItem.Happened item, AssetRuntime runtime) {
    messages.add(item.message());
    current(runtime, item.message().receivedNanos());
    Verdict verdict = runtime.fold().step(item.event(), this);
    if (verdict.isBelieved()) {
      log(runtime, item.event(), item.naturalKey());
    } else {
      rows.quarantine(item.refused());
    }
  }

  /** From here on the asset is folded as what it is now. */
  void redefined(AssetRuntime runtime, int before) {
    long place = sequence.next();
    rows.redefined(new DefinitionRow(place, runtime.id(), before, runtime.definition()));
    runtime.folded(place);
  }

  void refused(ShardItem.Refused item) {
    messages.add(item.message());
    rows.quarantine(item.entry());
  }

  /** Something of an asset that is not folded at present: kept, or answered that it is so. */
  void setAside(ShardItem item, String why) {
    if (item instanceof ShardItem.Reading reading) {
      refused(new ShardItem.Refused(reading.message(), Disbelief.setAside(reading, why)));
    } else if (item instanceof ShardItem.Happened happened) {
      refused(new ShardItem.Refused(happened.message(), Disbelief.setAside(happened, why)));
    } else if (item instanceof ShardItem.Refused refused) {
      refused(refused);
    } else {
      item.giveUp(new SetAsideException(why));
    }
  }

  void tick(AssetRuntime runtime, long now) {
    current(runtime, 0);
    Event.Tick tick = new Event.Tick(now);
    // A tick without effect changes no state, so the log can do without it.
    if (runtime.fold().step(tick, this) == Verdict.ACCEPTED) {
      log(runtime, tick, null);
    }
  }

  void feedback(ShardItem.Feedback item, AssetRuntime runtime, FeedbackSteps.Order order) {
    FeedbackSteps.Step step = steps.decide(item.feedback(), order);
    WorkOrderFeedback.Deferral deferral = item.feedback().deferral();
    if (deferral != null && step.changes()) {
      defer(item.feedback(), deferral, runtime, order);
      answers.add(() -> item.answer().complete(step.result()));
      return;
    }
    if (step.closes()) {
      current(runtime, 0);
      Event.OrderClosed event =
          new Event.OrderClosed(
              order.rule(),
              order.cycle(),
              item.feedback().time().toEpochMilli(),
              item.feedback().kind() == WorkOrderFeedback.Kind.COMPLETED,
              item.feedback().meterValue());
      if (runtime.fold().step(event, this) == Verdict.WITHOUT_EFFECT) {
        // The rule is gone from the plans: its episode ends all the same.
        rows.closed(new EpisodeClosed(order.episode(), event.time(), event.completed()));
      }
      log(runtime, event, "order/" + item.feedback().order() + "/closed");
    }
    if (step.changes()) {
      rows.status(steps.status(item.feedback()));
    }
    answers.add(() -> item.answer().complete(step.result()));
  }

  private void defer(
      WorkOrderFeedback feedback,
      WorkOrderFeedback.Deferral deferral,
      AssetRuntime runtime,
      FeedbackSteps.Order order) {
    current(runtime, 0);
    Event.OrderDeferred event =
        new Event.OrderDeferred(
            order.rule(),
            order.cycle(),
            feedback.time().toEpochMilli(),
            deferral.by(),
            String.valueOf(feedback.reason()),
            deferral.until() == null ? null : deferral.until().toEpochMilli(),
            deferral.untilReading());
    // Without effect on the order of a condition; that it was put off is kept all the same.
    runtime.fold().step(event, this);
    rows.deferred(feedback.order(), event);
    log(runtime, event, "order/" + feedback.order() + "/deferred/" + event.time());
  }

  void skip(ShardItem.Skip item, @Nullable AssetRuntime runtime) {
    SkipResult result;
    String obstacle =
        runtime == null ? "The asset is not known yet" : runtime.fold().skipObstacle(item.event());
    if (runtime == null || obstacle != null) {
      result = new SkipResult.Refused(String.valueOf(obstacle));
    } else {
      current(runtime, 0);
      boolean news = runtime.fold().step(item.event(), this) == Verdict.ACCEPTED;
      if (news) {
        log(runtime, item.event(), null);
      }
      result = new SkipResult.Done(!news);
    }
    answers.add(() -> item.answer().complete(result));
  }

  void shelving(ShardItem.Shelving item, @Nullable AssetRuntime runtime) {
    String missing = runtime == null ? "The asset is not known yet" : missing(item.rule(), runtime);
    ShelvingResult result;
    if (runtime == null || !missing.isEmpty()) {
      result = new ShelvingResult.NoCondition(missing);
    } else {
      current(runtime, 0);
      if (runtime.fold().step(item.event(), this) == Verdict.ACCEPTED) {
        log(runtime, item.event(), null);
        result = new ShelvingResult.Done();
      } else {
        result = new ShelvingResult.WithoutEffect();
      }
    }
    answers.add(() -> item.answer().complete(result));
  }

  /** Why there is no condition to be shelved; empty when there is. */
  private static String missing(String rule, AssetRuntime runtime) {
    Set<String> conditions = runtime.fold().conditions();
    return conditions.contains(rule)
        ? ""
        : "No condition '"
            + rule
            + "' is watched on "
            + runtime.fold().asset().tag()
            + (conditions.isEmpty() ? "; none is" : ": there are " + String.join(", ", conditions));
  }

  void asked(ShardItem.Question<?> question, AssetRuntime runtime) {
    answers.add(question.asked(runtime));
  }

  private void log(AssetRuntime runtime, Event event, @Nullable String naturalKey) {
    long place = sequence.next();
    rows.event(new EventRow(place, runtime.id(), event, naturalKey));
    runtime.folded(place);
  }

  private void current(AssetRuntime runtime, long cause) {
    currentAsset = runtime.id();
    currentCause = cause;
  }

  @Override
  public void raised(WorkOrder order) {
    rows.raised(currentAsset, order);
    causes.put(order.episode().orderId(), currentCause);
  }

  @Override
  public void escalated(Escalation escalation) {
    rows.escalated(escalation);
  }

  @Override
  public void closed(EpisodeClosed closed) {
    rows.closed(closed);
  }

  @Override
  public void suppressed(Suppression suppression) {
    rows.suppressed(currentAsset, suppression);
  }

  Batch rows() {
    return rows;
  }

  int alreadyKnown() {
    return alreadyKnown;
  }

  /** Answers everybody who waits for the commit. */
  void settle() {
    messages.forEach(MessageInFlight::partDone);
    answers.forEach(Runnable::run);
  }

  /** What the dispatcher is to look at: an order that is both comes once. */
  List<RaisedOrder> toDispatch(Committed committed) {
    Set<UUID> ids = new LinkedHashSet<>(committed.raised());
    ids.addAll(committed.escalated());
    return ids.stream().map(id -> new RaisedOrder(id, causes.getOrDefault(id, 0L))).toList();
  }
}
