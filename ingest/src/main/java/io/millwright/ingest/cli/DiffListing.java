package io.millwright.ingest.cli;

import io.millwright.rules.plandiff.PlanDiff;
import io.millwright.rules.plandiff.RuleChange;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what differs between two plan files. */
final class DiffListing {
  private static final int TAGS_SHOWN = 8;
  private static final int UNBOUND_SHOWN = 20;
  private static final Map<RuleChange.Kind, String> SIGNS =
      Map.of(
          RuleChange.Kind.ADDED, "+", RuleChange.Kind.REMOVED, "-", RuleChange.Kind.CHANGED, "~");

  private final PrintWriter out;
  private final boolean withAssets;

  /**
   * A listing.
   *
   * @param withAssets whether the change was looked at on assets
   */
  DiffListing(PrintWriter out, boolean withAssets) {
    this.out = out;
    this.withAssets = withAssets;
  }

  void print(PlanDiff diff) {
    if (diff.changes().isEmpty()) {
      out.println("The two files say the same.");
      return;
    }
    diff.changes().forEach(this::print);
    if (!diff.unbound().isEmpty()) {
      out.println(diff.unbound().size() + " times a rule cannot be evaluated on an asset:");
      diff.unbound().stream().limit(UNBOUND_SHOWN).forEach(one -> out.println("    " + one));
      if (diff.unbound().size() > UNBOUND_SHOWN) {
        out.println("    ... and more like these");
      }
    }
    out.println(
        count(diff, RuleChange.Kind.ADDED)
            + " added, "
            + count(diff, RuleChange.Kind.REMOVED)
            + " removed, "
            + count(diff, RuleChange.Kind.CHANGED)
            + " changed");
  }

  private static long count(PlanDiff diff, RuleChange.Kind kind) {
    return diff.changes().stream().filter(change -> change.kind() == kind).count();
  }

  private void print(RuleChange change) {
    String assets =
        withAssets ? "  (" + change.assets().size() + " assets" + tags(change.assets()) + ")" : "";
    out.println(SIGNS.get(change.kind()) + " " + change.what() + " " + change.id() + assets);
    change.keys().forEach(key -> out.println("    " + key));
    if (!change.gained().isEmpty()) {
      out.println("    now also for " + change.gained().size() + tags(change.gained()));
    }
    if (!change.lost().isEmpty()) {
      out.println("    no longer for " + change.lost().size() + tags(change.lost()));
    }
    out.println("    " + change.state());
  }

  private static String tags(List<String> tags) {
    return tags.isEmpty()
        ? ""
        : tags.stream()
            .limit(TAGS_SHOWN)
            .collect(Collectors.joining(", ", ": ", tags.size() > TAGS_SHOWN ? ", ..." : ""));
  }
}
