package io.millwright.sim.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The people who work the orders off. Each report of an order waits for the answer to the one
 * before. Any thread.
 */
final class TechnicianCrew {
  private static final List<String> REASONS =
      List.of("duplicate of a job done by phone", "customer closed", "asset taken out of service");

  private final TechnicianHabits habits;
  private final RandomGenerator random;
  private final MeterBoard board;
  private final BiConsumer<String, Instant> repaired;
  private final FeedbackSender sender;
  private final OrderBook book;
  private final Set<Job> jobs = new LinkedHashSet<>();

  /**
   * Hires a crew.
   *
   * @param random of delays, cancellations and repeats
   * @param board shows meters
   * @param repaired told of each asset worked on and when, before the completion is reported
   */
  TechnicianCrew(
      TechnicianHabits habits,
      RandomGenerator random,
      MeterBoard board,
      BiConsumer<String, Instant> repaired,
      FeedbackSender sender,
      OrderBook book) {
    this.habits = habits;
    this.random = random;
    this.board = board;
    this.repaired = repaired;
    this.sender = sender;
    this.book = book;
  }

  /** Plans the work on an order. */
  synchronized void assign(StandInOrder order, IncomingOrder incoming) {
    Instant accepted = order.createdAt().plus(within(habits.acceptWithin()));
    List<Step> steps = new ArrayList<>();
    if (random.nextDouble() < habits.cancelShare()) {
      steps.add(step("cancelled", accepted, REASONS.get(random.nextInt(REASONS.size()))));
    } else {
      Instant started = accepted.plus(within(habits.startWithin()));
      steps.add(step("accepted", accepted, null));
      steps.add(step("started", started, null));
      steps.add(step("completed", started.plus(within(habits.workWithin())), null));
    }
    jobs.add(new Job(order, incoming, steps));
  }

  /**
   * Does what is due.
   *
   * @param now simulated time
   */
  synchronized void tick(Instant now) {
    for (Job job : List.copyOf(jobs)) {
      if (!job.waiting && !job.steps.get(0).time.isAfter(now)) {
        job.waiting = true;
        report(job, job.steps.remove(0));
      }
    }
  }

  /** Orders that are neither completed nor cancelled yet. */
  synchronized int open() {
    return jobs.size();
  }

  private void report(Job job, Step step) {
    Double meterValue = null;
    if (step.type.equals("completed")) {
      meterValue = meterValue(job.incoming, step.time);
      repaired.accept(job.order.asset(), step.time);
    }
    Feedback feedback =
        new Feedback(
            job.order.reference(), step.type, step.time, meterValue, step.reason, job.order.id());
    book.status(job.order.id(), step.type);
    sender.send(feedback).onSuccess(taken -> answered(job, step, feedback, taken));
  }

  private @Nullable Double meterValue(IncomingOrder order, Instant time) {
    if (order.dueMeter() == null) {
      return null;
    }
    Double seen = board.read(order.asset(), order.dueMeter(), time);
    return seen == null ? order.reading() : seen;
  }

  private void answered(Job job, Step step, Feedback feedback, boolean taken) {
    book.count(taken ? Count.FEEDBACK_TAKEN : Count.FEEDBACK_REFUSED);
    if (taken && step.type.equals("completed")) {
      book.count(Count.COMPLETED);
    } else if (taken && step.type.equals("cancelled")) {
      book.count(Count.CANCELLED);
    }
    if (taken && step.repeat) {
      sender.send(feedback).onSuccess(again -> repeated(job, again));
    } else {
      next(job, taken);
    }
  }

  private void repeated(Job job, boolean taken) {
    book.count(taken ? Count.FEEDBACK_REPEATED : Count.FEEDBACK_REFUSED);
    next(job, taken);
  }

  /** A refusal ends the job: what follows would be refused, too. */
  private synchronized void next(Job job, boolean taken) {
    job.waiting = false;
    if (!taken || job.steps.isEmpty()) {
      job.steps.clear();
      jobs.remove(job);
    }
  }

  private Step step(String type, Instant time, @Nullable String reason) {
    return new Step(type, time, reason, random.nextDouble() < habits.repeatShare());
  }

  private Duration within(Duration limit) {
    return Duration.ofMillis((long) (limit.toMillis() * random.nextDouble(0.2, 1)));
  }

  private record Step(String type, Instant time, @Nullable String reason, boolean repeat) {}

  private static final class Job {
    final StandInOrder order;
    final IncomingOrder incoming;
    final List<Step> steps;
    boolean waiting;

    Job(StandInOrder order, IncomingOrder incoming, List<Step> steps) {
      this.order = order;
      this.incoming = incoming;
      this.steps = new ArrayList<>(steps);
    }
  }
}
