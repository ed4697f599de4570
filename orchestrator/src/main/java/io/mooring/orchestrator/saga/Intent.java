package io.mooring.orchestrator.saga;

/** What a saga is to do with the steps that are not done. */
public enum Intent {
  /** Dispatch whatever can be dispatched. */
  RUN,
  /** Dispatch nothing until a person lets it go on. */
  PAUSE,
  /**
   * Dispatch nothing more: the document says that a node which can't be reached stops everything.
   * Any order that lets a step go on ends this.
   */
  HOLD,
  /** Let end what runs, and nothing else. */
  CANCEL
}
