package io.millwright.ingest.codec;

import java.util.List;

/**
 * What a message held, each list in the message's order.
 *
 * @param readings its readings
 * @param faults its faults
 * @param replacements its meter replacements
 * @param corrections its corrections of readings
 * @param malformed the elements that are not what the contract asks for
 */
public record Decoded(
    List<DecodedReading> readings,
    List<DecodedFault> faults,
    List<DecodedReplacement> replacements,
    List<DecodedCorrection> corrections,
    List<Malformed> malformed) {

  /** Whether it held nothing. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** How many elements it held. */
  public int size() {
    return readings.size()
        + faults.size()
        + replacements.size()
        + corrections.size()
        + malformed.size();
  }
}
