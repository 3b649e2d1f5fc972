package io.millwright.ingest.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assets whose stored log cannot be folded, and why. A few are set aside, so that the others
 * can be worked on; when there are many, it is not theirs to blame. Used by one thread.
 */
final class Unfoldable {
  private static final Logger LOG = LoggerFactory.getLogger(Unfoldable.class);

  /** More than so many, and more than one in a hundred, are not set aside. */
  private static final int FEW = 10;

  private static final int SHARE = 100;

  private final Map<Integer, String> reasons = new LinkedHashMap<>();

  void add(int asset, String why) {
    if (reasons.putIfAbsent(asset, why) == null && reasons.size() <= FEW) {
      LOG.error("Asset id {} cannot be folded: {}", asset, why);
    }
  }

  /** The fold threw, a defect of ours. */
  void add(int asset, RuntimeException failure) {
    if (reasons.size() < FEW) {
      LOG.error("A defect of Millwright: please report this", failure);
    }
    add(asset, "the rules fail on its stored log: " + failure);
  }

  boolean contains(int asset) {
    return reasons.containsKey(asset);
  }

  boolean isEmpty() {
    return reasons.isEmpty();
  }

  /** Why, by the asset's id. */
  Map<Integer, String> reasons() {
    return reasons;
  }

  /**
   * Refuses to go on without them.
   *
   * @throws IllegalStateException when there is any
   */
  void refuseAny() {
    if (!reasons.isEmpty()) {
      throw new IllegalStateException(words());
    }
  }

  /**
   * Refuses to go on without them if they are many.
   *
   * @param registered how many assets there are
   * @throws IllegalStateException when too many cannot be folded
   */
  void refuseMany(int registered) {
    if (reasons.size() > Math.max(FEW, registered / SHARE)) {
      throw new IllegalStateException(
          words()
              + " So many are not set aside: start the Millwright that wrote them, or put the"
              + " database right");
    }
  }

  private String words() {
    return reasons.size()
        + " assets cannot be folded, such as id "
        + reasons.entrySet().stream()
            .limit(3)
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }
}
