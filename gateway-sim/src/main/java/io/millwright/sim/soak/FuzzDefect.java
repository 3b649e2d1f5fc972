package io.millwright.sim.soak;

import java.util.HexFormat;

/** An input that something did not stand, with what repeats it. */
public final class FuzzDefect extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_BYTES = 4096;

  /**
   * A defect.
   *
   * @param target which target
   * @param seed the seed of the run
   * @param number the number of the case
   * @param input the case itself
   * @param cause what happened
   */
  FuzzDefect(String target, long seed, long number, byte[] input, Throwable cause) {
    super(
        "%s does not stand case %d of seed %d: %s%n  repeat: ./millwright soak fuzz --seed %d --target %s --case %d%n  input: %s"
            .formatted(target, number, seed, cause, seed, target, number, hex(input)),
        cause);
  }

  private static String hex(byte[] input) {
    String hex = HexFormat.of().formatHex(input, 0, Math.min(input.length, SHOWN_BYTES));
    return input.length > SHOWN_BYTES ? hex + "... (" + input.length + " bytes)" : hex;
  }
}
