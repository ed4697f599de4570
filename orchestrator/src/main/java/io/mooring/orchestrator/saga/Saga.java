package io.mooring.orchestrator.saga;

import io.mooring.contracts.IntegrationName;
import java.util.Map;
import java.util.UUID;

/**
 * What every input needs to know of a saga: one row, whatever the number of its steps.
 *
 * @param id the saga
 * @param era rises with every saga of the integration, also across a database that was lost; the
 *     upper half of its epochs
 * @param integration the integration it works for
 * @param kind what it is for
 * @param state where it is
 * @param counts how many of its steps are in which state
 * @param dispatches how many commands it has sent; the lower half of its epochs
 * @param facts what its steps found out and later steps may need; never secrets
 */
public record Saga(
    UUID id,
    long era,
    IntegrationName integration,
    SagaKind kind,
    SagaState state,
    StepCounts counts,
    long dispatches,
    Map<String, String> facts) {
  /** Keeps its own copy of the facts. */
  public Saga {
    facts = Map.copyOf(facts);
  }

  /** The epoch of the command that was sent last. */
  long epoch() {
    return era << 32 | dispatches;
  }

  Saga in(SagaState next) {
    return new Saga(id, era, integration, kind, next, counts, dispatches, facts);
  }

  Saga with(StepCounts next) {
    return new Saga(id, era, integration, kind, state, next, dispatches, facts);
  }

  Saga withOneMoreDispatch() {
    return new Saga(id, era, integration, kind, state, counts, dispatches + 1, facts);
  }

  Saga knowing(Map<String, String> next) {
    return new Saga(id, era, integration, kind, state, counts, dispatches, next);
  }
}
