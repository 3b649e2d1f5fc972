package io.millwright.rules.episode;

/** Where the fold puts what follows from an event. Called on the folding thread, in order. */
public interface Outcomes {
  /** A work order is to be raised and its episode opened. */
  void raised(WorkOrder order);

  /** The order of an open episode has become more urgent. */
  void escalated(Escalation escalation);

  /** An episode is closed. */
  void closed(EpisodeClosed closed);

  /** A work order was not raised, and this is why. */
  void suppressed(Suppression suppression);

  /** Drops everything: for folding what was committed before. */
  Outcomes NONE =
      new Outcomes() {
        @Override
        public void raised(WorkOrder order) {}

        @Override
        public void escalated(Escalation escalation) {}

        @Override
        public void closed(EpisodeClosed closed) {}

        @Override
        public void suppressed(Suppression suppression) {}
      };
}
