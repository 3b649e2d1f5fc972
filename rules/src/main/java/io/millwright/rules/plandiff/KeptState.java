package io.millwright.rules.plandiff;

import java.util.List;

/** What becomes of the state of a rule when the plans change: it is kept as long as the id is. */
final class KeptState {
  private KeptState() {}

  static String sentence(RuleChange.Kind kind, String what, List<KeyChange> keys) {
    return switch (kind) {
      case ADDED ->
          what.equals("meter")
              ? "It begins with the first reading after the change."
              : "It begins with the first event after the change; a rule that had this id before"
                  + " goes on from where it was.";
      case REMOVED ->
          what.equals("meter")
              ? "Its state rests until it comes back."
              : "Its state rests until it comes back; an open order can still be completed.";
      case CHANGED -> changed(what, keys);
    };
  }

  private static String changed(String what, List<KeyChange> keys) {
    if (what.equals("meter")) {
      return "It goes on from where it is.";
    } else if (what.equals("condition")) {
      return "Its state is kept: whether it is met, its episodes and an open order.";
    }
    return keys.stream().anyMatch(key -> key.path().matches("usage(\\[\\d+\\])?\\.meter"))
        ? "Its episodes and an open order are kept; usage counts anew, for what one meter showed"
            + " says nothing of another."
        : "Its state is kept: where it counts from, its episodes and an open order.";
  }
}
