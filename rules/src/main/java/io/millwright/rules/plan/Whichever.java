package io.millwright.rules.plan;

/** How the triggers of a plan that has several go together. */
public enum Whichever {
  /** Due as soon as one of them is. */
  FIRST,
  /** Due when every one of them is. */
  ALL
}
