package io.millwright.sim.soak;

import java.util.SplittableRandom;

/** Seeded cases for targets. Each case depends on seed, target and number only. */
public final class Fuzz {
  private final long seed;

  /**
   * A fuzzer.
   *
   * @param seed the same seed makes the same cases
   */
  public Fuzz(long seed) {
    this.seed = seed;
  }

  /** Makes one case. */
  byte[] input(Mutator mutator, String target, long number) {
    return mutator.make(
        new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L) ^ target.hashCode()));
  }

  /**
   * Runs cases against a target.
   *
   * @param target what is to stand them
   * @param first the number of the first case
   * @param count how many cases
   * @return what became of them
   * @throws FuzzDefect at the first case that it does not stand
   */
  public FuzzTally run(FuzzTarget target, long first, long count) throws FuzzDefect {
    Mutator mutator = new Mutator(target.samples());
    long begin = System.nanoTime();
    long taken = 0;
    for (long number = first; number < first + count; number++) {
      byte[] input = input(mutator, target.name(), number);
      try {
        taken += target.takes(input) ? 1 : 0;
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        throw new FuzzDefect(target.name(), seed, number, input, e);
      }
    }
    return new FuzzTally(target.name(), taken, count - taken, System.nanoTime() - begin);
  }
}
