package io.mooring.participant.run;

/** A place on the way of a command that changes something, where a fault test ends the process. */
public enum CrashPoint {
  /** The step has looked and knows what it will change; nothing is changed yet. */
  BEFORE_CHANGE("before-change"),
  /** A node has carried out a script that changes it, and nobody here knows of its end yet. */
  AFTER_CHANGE("after-change"),
  /** The step has ended and changed something; nobody was told. */
  BEFORE_OUTCOME("before-outcome"),
  /** The broker has the outcome; the command is not acknowledged. */
  AFTER_OUTCOME("after-outcome");

  private final String label;

  CrashPoint(String label) {
    this.label = label;
  }

  /** Its name in the setting. */
  public String label() {
    return label;
  }
}
