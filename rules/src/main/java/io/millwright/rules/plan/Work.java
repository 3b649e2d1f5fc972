package io.millwright.rules.plan;

import io.millwright.rules.model.WorkType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work a rule asks for.
 *
 * @param type preventive, corrective or emergency
 * @param priority 1 (highest) to 5
 * @param code the job code the executing system knows, or null
 * @param description what to do, in words
 * @param skills what the technician must be able to do
 * @param duration the planned time on the job, or null
 * @param window for a visit: the length of the promised arrival window, or null
 * @param respondWithin for a condition: time from raising to due, or null for at once
 * @param tasks the check list
 * @param parts the parts to bring
 */
public record Work(
    WorkType type,
    int priority,
    @Nullable String code,
    String description,
    List<String> skills,
    @Nullable Duration duration,
    @Nullable Duration window,
    @Nullable Duration respondWithin,
    List<String> tasks,
    List<Part> parts) {

  /** Copies the lists and validates the priority. */
  public Work {
    if (priority < 1 || priority > 5) {
      throw new IllegalArgumentException("Priority must be 1 to 5, not " + priority);
    }
    skills = List.copyOf(skills);
    tasks = List.copyOf(tasks);
    parts = List.copyOf(parts);
  }

  /**
   * The same work, wanted sooner.
   *
   * @param newPriority 1 to 5
   * @param newRespondWithin time from raising to due, or null for at once
   */
  public Work moreUrgent(int newPriority, @Nullable Duration newRespondWithin) {
    return new Work(
        type,
        newPriority,
        code,
        description,
        skills,
        duration,
        window,
        newRespondWithin,
        tasks,
        parts);
  }

  /**
   * A part to bring.
   *
   * @param part the part number
   * @param quantity how many, above 0
   */
  public record Part(String part, double quantity) {

    /** Validates the quantity. */
    public Part {
      if (!(quantity > 0) || Double.isInfinite(quantity)) {
        throw new IllegalArgumentException("'quantity' must be above 0, not " + quantity);
      }
    }
  }
}
