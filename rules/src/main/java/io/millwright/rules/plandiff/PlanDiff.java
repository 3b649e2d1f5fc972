package io.millwright.rules.plandiff;

import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.fold.Unbound;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.AppliesTo;
import io.millwright.rules.plandiff.PlanDocument.Entry;
import io.millwright.rules.plandiff.RuleChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What would change if one plan file took the place of another.
 *
 * @param changes removed and changed rules in the order of the former file, then the added ones
 * @param unbound what the new rules cannot do on some asset, and the former ones did not try: a
 *     sentence each
 */
public record PlanDiff(List<RuleChange> changes, List<String> unbound) {

  /** Copies the lists. */
  public PlanDiff {
    changes = List.copyOf(changes);
    unbound = List.copyOf(unbound);
  }

  /**
   * Compares two plan files.
   *
   * @param before the file that is active
   * @param after the file that is to be
   * @param assets on which it is looked at; may be empty
   * @return the differences
   */
  public static PlanDiff between(PlanDocument before, PlanDocument after, List<Asset> assets) {
    List<RuleChange> changes = new ArrayList<>();
    Map<String, Entry> is = after.entries();
    before
        .entries()
        .forEach(
            (key, was) -> {
              Entry now = is.get(key);
              if (now == null || !now.what().equals(was.what())) {
                changes.add(change(Kind.REMOVED, was, null, assets));
              } else if (!KeyChange.between(was.written(), now.written()).isEmpty()) {
                changes.add(change(Kind.CHANGED, was, now, assets));
              }
            });
    is.forEach(
        (key, now) -> {
          Entry was = before.entries().get(key);
          if (was == null || !now.what().equals(was.what())) {
            changes.add(change(Kind.ADDED, now, null, assets));
          }
        });
    return new PlanDiff(changes, unbound(before, after, assets));
  }

  private static RuleChange change(Kind kind, Entry entry, @Nullable Entry now, List<Asset> all) {
    AppliesTo before = entry.appliesTo();
    AppliesTo after = now == null ? before : now.appliesTo();
    List<KeyChange> keys =
        now == null ? List.of() : KeyChange.between(entry.written(), now.written());
    return new RuleChange(
        kind,
        entry.what(),
        entry.id(),
        keys,
        tags(all, asset -> before.includes(asset) || after.includes(asset)),
        tags(all, asset -> !before.includes(asset) && after.includes(asset)),
        tags(all, asset -> before.includes(asset) && !after.includes(asset)),
        KeptState.sentence(kind, entry.what(), keys));
  }

  private static List<String> tags(List<Asset> assets, Predicate<Asset> which) {
    return assets.stream().filter(which).map(Asset::tag).toList();
  }

  private static List<String> unbound(PlanDocument before, PlanDocument after, List<Asset> assets) {
    List<String> sentences = new ArrayList<>();
    for (Asset asset : assets) {
      List<String> known = sentences(new AssetFold(asset, before.rules()).unbound());
      sentences(new AssetFold(asset, after.rules()).unbound()).stream()
          .filter(sentence -> !known.contains(sentence))
          .forEach(sentences::add);
    }
    return sentences;
  }

  private static List<String> sentences(List<Unbound> unbound) {
    return unbound.stream().map(one -> one.rule().id() + ": " + one.reason()).toList();
  }
}
