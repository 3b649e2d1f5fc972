package io.millwright.sim.standin;

import java.time.Instant;

/**
 * An order as the stand-in keeps it.
 *
 * @param id the stand-in's own number
 * @param reference Millwright's id of the order
 * @param number Millwright's number
 * @param asset the asset's tag
 * @param type PM, CM or EM
 * @param title what is to be done
 * @param priority 1 (most urgent) to 5, as last heard
 * @param createdAt when it was created, simulated
 * @param status created, accepted, started, completed or cancelled
 */
public record StandInOrder(
    String id,
    String reference,
    String number,
    String asset,
    String type,
    String title,
    int priority,
    Instant createdAt,
    String status) {

  StandInOrder with(String newStatus) {
    return new StandInOrder(
        id, reference, number, asset, type, title, priority, createdAt, newStatus);
  }

  StandInOrder withPriority(int newPriority) {
    return new StandInOrder(
        id, reference, number, asset, type, title, newPriority, createdAt, status);
  }
}
