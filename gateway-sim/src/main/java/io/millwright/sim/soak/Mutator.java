package io.millwright.sim.soak;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes bad bytes of good ones: bits flipped, bytes overwritten, parts cut, doubled, swapped,
 * spliced in from another sample, lengths that lie, and now and then plain noise.
 */
final class Mutator {
  private static final int MAX_BYTES = 64 << 10;
  private static final byte[] NASTY = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xC0, (byte) 0xFF};

  private final List<byte[]> samples;

  Mutator(List<byte[]> samples) {
    this.samples = samples;
  }

  /** Makes a case; the same of the same random numbers. */
  byte[] make(RandomGenerator random) {
    if (random.nextInt(20) == 0) {
      return noise(random, random.nextInt(200));
    }
    byte[] bytes = sample(random).clone();
    for (int steps = random.nextInt(1 + random.nextInt(5)); steps >= 0; steps--) {
      bytes = change(bytes, random);
    }
    return bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
  }

  private byte[] change(byte[] bytes, RandomGenerator random) {
    if (bytes.length == 0) {
      return sample(random).clone();
    }
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(bytes.length - from + 1);
    return switch (random.nextInt(8)) {
      case 0 -> {
        bytes[from] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> {
        bytes[from] = NASTY[random.nextInt(NASTY.length)];
        yield bytes;
      }
      case 2 -> Arrays.copyOf(bytes, from);
      case 3 -> join(bytes, 0, from, bytes, to, bytes.length);
      // The same part twice: repeated properties, fields, packets.
      case 4 -> join(bytes, 0, to, bytes, from, bytes.length);
      case 5 -> swap(bytes, from, to);
      case 6 -> {
        byte[] other = sample(random);
        int start = random.nextInt(other.length + 1);
        yield join(bytes, 0, from, other, start, other.length);
      }
      // A length is one or two bytes somewhere: near misses hurt more than noise.
      default -> {
        bytes[from] = (byte) (bytes[from] + random.nextInt(5) - 2);
        yield bytes;
      }
    };
  }

  private byte[] sample(RandomGenerator random) {
    return samples.get(random.nextInt(samples.size()));
  }

  private static byte[] noise(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The second half of a part before its first. */
  private static byte[] swap(byte[] bytes, int from, int to) {
    int middle = (from + to) >>> 1;
    byte[] swapped = bytes.clone();
    System.arraycopy(bytes, middle, swapped, from, to - middle);
    System.arraycopy(bytes, from, swapped, from + to - middle, middle - from);
    return swapped;
  }

  private static byte[] join(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    byte[] joined = Arrays.copyOf(Arrays.copyOfRange(a, aFrom, aTo), aTo - aFrom + bTo - bFrom);
    System.arraycopy(b, bFrom, joined, aTo - aFrom, bTo - bFrom);
    return joined;
  }
}
