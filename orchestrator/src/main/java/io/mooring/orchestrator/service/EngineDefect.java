package io.mooring.orchestrator.service;

/** The engine could not take an input; trying again would not help. */
public final class EngineDefect extends RuntimeException {
  /** A defect with what the engine threw. */
  public EngineDefect(RuntimeException cause) {
    super(cause);
  }
}
