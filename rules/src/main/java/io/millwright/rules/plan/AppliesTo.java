package io.millwright.rules.plan;

import io.millwright.rules.model.Asset;
import java.util.Set;

/**
 * Which assets a rule is for: those of a class, those named, or both.
 *
 * @param classes asset classes
 * @param tags asset tags
 */
public record AppliesTo(Set<String> classes, Set<String> tags) {

  /** Copies the sets. */
  public AppliesTo {
    classes = Set.copyOf(classes);
    tags = Set.copyOf(tags);
  }

  /**
   * Whether the asset is one of them.
   *
   * @param asset any asset
   * @return true when its class or its tag is listed
   */
  public boolean includes(Asset asset) {
    return classes.contains(asset.assetClass()) || tags.contains(asset.tag());
  }
}
