package io.millwright.ingest.explain;

import io.millwright.ingest.pipeline.FoldReader;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.rules.episode.Words;
import io.millwright.rules.explain.Explanation;
import io.millwright.rules.explain.Standing;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.plan.Rule;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Explains rules from an asset's fold and from what is stored. Thread-safe. */
public final class Explanations {
  private static final int SUPPRESSIONS = 5;

  private final FoldReader folds;
  private final RuleHistory history;
  private final InstantSource clock;

  /**
   * Creates it.
   *
   * @param folds the states of assets
   * @param dataSource orders and suppressions
   * @param clock the time that is asked about
   */
  public Explanations(FoldReader folds, DataSource dataSource, InstantSource clock) {
    this.folds = folds;
    this.history = new RuleHistory(dataSource);
    this.clock = clock;
  }

  /**
   * Explains a rule on an asset, as of now. Blocks; any thread but an event loop or a shard's.
   *
   * @param asset the asset
   * @param rule a rule's id
   * @return the explanation
   * @throws UnknownRule when the active plans have no such rule
   * @throws TimeoutException when the pipeline is held up
   * @throws SQLException when the database fails
   */
  public Explained explain(RegisteredAsset asset, String rule)
      throws SQLException, TimeoutException {
    LongFunction<String> times = millis -> Words.minute(millis, asset.asset().zone());
    long now = clock.millis();
    Standing standing = folds.now(asset, fold -> Standing.of(fold, rule(fold, rule), now, times));
    // Read after the fold: an order that the fold has open is in the table.
    Explained.Order newest = history.newest(asset.id(), rule);
    List<Explained.Suppressed> suppressions = history.suppressions(asset.id(), rule, SUPPRESSIONS);
    return new Explained(
        new Explanation(
            standing,
            newest == null ? null : newest.raised(),
            suppressions.stream().map(Explained.Suppressed::said).toList(),
            times),
        newest,
        suppressions);
  }

  private static Rule rule(AssetFold fold, String id) {
    return fold.planSet().rules().stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnknownRule(unknown(id, fold)));
  }

  private static String unknown(String id, AssetFold fold) {
    String tag = fold.asset().tag();
    List<Rule> applying = fold.planSet().of(fold.asset());
    return "There is no rule '"
        + id
        + "' in the active plans; "
        + (applying.isEmpty()
            ? "none applies to " + tag
            : applying.stream()
                .map(Rule::id)
                .collect(Collectors.joining(", ", "those for " + tag + " are ", "")));
  }
}
