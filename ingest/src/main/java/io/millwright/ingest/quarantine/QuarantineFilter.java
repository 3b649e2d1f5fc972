package io.millwright.ingest.quarantine;

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
 */
public record QuarantineFilter(
    @Nullable QuarantineReason reason,
    @Nullable String asset,
    @Nullable String gateway,
    boolean openOnly,
    @Nullable List<Long> ids) {
  /** Everything that was not replayed. */
  public static final QuarantineFilter OPEN = new QuarantineFilter(null, null, null, true, null);

  /** Takes a copy of the list. */
  public QuarantineFilter {
    ids = ids == null ? null : List.copyOf(ids);
  }
}
