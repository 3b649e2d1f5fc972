package io.millwright.sim.fleet;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Randomness by name: what is drawn for one subject at one step depends on nothing drawn before, so
 * a repair that comes a minute later changes no other machine.
 */
final class Noise {
  private Noise() {}

  static RandomGenerator of(long seed, String subject, long index) {
    long hash = seed;
    for (int i = 0; i < subject.length(); i++) {
      hash = mix(hash ^ subject.charAt(i));
    }
    return new SplittableRandom(mix(hash ^ mix(index)));
  }

  /** Stafford's variant 13 of the 64-bit finaliser, with an increment so that 0 is not fixed. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
