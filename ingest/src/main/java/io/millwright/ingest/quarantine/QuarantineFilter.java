package io.millwright.ingest.quarantine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are meant; all conditions must hold.
 *
 * @param reason only this reason, or null
 * @param asset only this tag, or null
 * @param gateway only this gateway, or null
 * @param openOnly only those that were not replayed
 * @param ids only these rows, or null
 * @param since only what was refused first at or after this time, or null
 */
public record QuarantineFilter(
    @Nullable QuarantineReason reason,
    @Nullable String asset,
    @Nullable String gateway,
    boolean openOnly,
    @Nullable List<Long> ids,
    @Nullable Instant since) {
  /** Everything that was not replayed. */
  public static final QuarantineFilter OPEN = new QuarantineFilter(null, null, null, true, null);

  /**
   * Of any time.
   *
   * @param reason only this reason, or null
   * @param asset only this tag, or null
   * @param gateway only this gateway, or null
   * @param openOnly only those that were not replayed
   * @param ids only these rows, or null
   */
  public QuarantineFilter(
      @Nullable QuarantineReason reason,
      @Nullable String asset,
      @Nullable String gateway,
      boolean openOnly,
      @Nullable List<Long> ids) {
    this(reason, asset, gateway, openOnly, ids, null);
  }

  /** Takes a copy of the list. */
  public QuarantineFilter {
    ids = ids == null ? null : List.copyOf(ids);
  }

  /** What is selected, in words, for the record of who deleted what. */
  public String words() {
    List<String> words = new ArrayList<>();
    if (reason != null) {
      words.add("reason " + reason.word());
    }
    if (asset != null) {
      words.add("asset " + asset);
    }
    if (gateway != null) {
      words.add("gateway " + gateway);
    }
    if (since != null) {
      words.add("since " + since);
    }
    if (ids != null) {
      words.add("ids " + ids);
    }
    return words.isEmpty() ? "all" : String.join(", ", words);
  }
}
