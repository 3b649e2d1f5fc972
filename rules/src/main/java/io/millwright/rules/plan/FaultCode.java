package io.millwright.rules.plan;

/**
 * A fault code that the asset reports.
 *
 * @param code the code, compared exactly
 */
public record FaultCode(String code) implements Signal.Leaf {

  @Override
  public String identity() {
    return "fault " + code;
  }
}
