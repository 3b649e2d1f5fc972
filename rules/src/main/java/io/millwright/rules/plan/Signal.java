package io.millwright.rules.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a condition watches: a tree whose leaves look at one meter or fault code each. */
public sealed interface Signal permits Signal.Group, Signal.Leaf {

  /**
   * Several signals at once: on while enough of them are.
   *
   * @param parts at least one
   * @param needed how many of them must be on: all of them for {@code all}, 1 for {@code any}
   */
  record Group(List<Signal> parts, int needed) implements Signal {

    /** Copies the list and validates the number. */
    public Group {
      parts = List.copyOf(parts);
      if (needed < 1 || needed > parts.size()) {
        throw new IllegalArgumentException(
            "'at_least' must be from 1 to "
                + parts.size()
                + ", the number of signals here, not "
                + needed);
      }
    }
  }

  /** One thing that is looked at. */
  sealed interface Leaf extends Signal permits MeterLeaf, FaultCode {

    /** What its state is kept under: the same as long as that state means the same. */
    String identity();
  }

  /** A leaf that looks at a meter. */
  sealed interface MeterLeaf extends Leaf
      permits Limit, Step, Stuck, Silence, Deviation, Projection {

    /** The meter's name. */
    String meter();

    /** The unit of the rule's numbers; null when it has none that are in a unit. */
    @Nullable String unit();
  }
}
