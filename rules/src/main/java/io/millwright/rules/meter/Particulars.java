package io.millwright.rules.meter;

import org.jspecify.annotations.Nullable;

/** What only some meters have; made when needed, so that a plain counter stays small. */
final class Particulars {
  /** Of a counter that has wrapped or was exchanged. */
  @Nullable OffsetMoves moves;

  /** Of a meter that the plan file says what to believe of. */
  @Nullable Beliefs beliefs;

  /** Of a counter that reports increases, and of one that is derived from a state. */
  @Nullable RecentReadings recent;
}
