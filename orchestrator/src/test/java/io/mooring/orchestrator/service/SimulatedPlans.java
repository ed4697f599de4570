package io.mooring.orchestrator.service;

import io.mooring.orchestrator.planner.Planner;

/** Makes the plans of production for simulations. */
public final class SimulatedPlans {
  private SimulatedPlans() {}

  /** Plans. */
  public static SagaPlans of(Planner planner) {
    return new SagaPlans(planner);
  }
}
