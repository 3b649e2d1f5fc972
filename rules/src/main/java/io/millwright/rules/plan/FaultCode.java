package io.millwright.rules.plan;

/**
 * A fault code that the asset reports.
 *
 * @param code the code, compared exactly
 * @param times how often it must have come, 1 to 64
 * @param withinMillis the span in which it must have come so often; 0 when times is 1
 */
public record FaultCode(String code, int times, long withinMillis) implements Signal.Leaf {

  /** Validates the number and the span. */
  public FaultCode {
    if (times < 1 || times > Persistence.MOST) {
      throw new IllegalArgumentException(
          "'times' must be from 1 to " + Persistence.MOST + ", not " + times);
    }
    if (times > 1 == (withinMillis <= 0)) {
      throw new IllegalArgumentException("'times' above 1 and 'within' above 0 go together");
    }
  }

  /** A code that raises work each time it comes. */
  public static FaultCode once(String code) {
    return new FaultCode(code, 1, 0);
  }

  @Override
  public String identity() {
    return "fault " + code;
  }
}
