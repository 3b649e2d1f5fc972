package io.millwright.sim.standin;

import io.vertx.core.Future;

/** Where reports go. */
@FunctionalInterface
interface FeedbackSender {

  /**
   * Sends a report until it is answered for good.
   *
   * @return completes with true when it was taken, with false when it was refused; never fails
   */
  Future<Boolean> send(Feedback feedback);
}
