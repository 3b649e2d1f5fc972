package io.millwright.rules.model;

/** Types of work order. */
public enum WorkType {
  /** Preventive: a plan is due. */
  PM,
  /** Corrective: a condition says something is failing. */
  CM,
  /** Emergency: it has failed or must stop. */
  EM
}
