package io.mooring.orchestrator.saga;

import io.mooring.contracts.IntegrationName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What every input needs to know of a saga: one row, whatever the number of its steps.
 *
 * @param id the saga
 * @param era rises with every saga of the integration, also across a database that was lost; the
 *     upper half of its epochs
 * @param integration the integration it works for
 * @param kind what it is for
 * @param parent the saga whose changes it takes back
 * @param state where it is
 * @param intent what it is to do with steps that are not done
 * @param counts how many of its steps are in which state
 * @param gate how many looks must still end well before the first step may change anything
 * @param dispatches how many commands it has sent; the lower half of its epochs
 * @param version rises with everything that happens to it
 * @param facts what its steps found out and later steps may need; never secrets
 * @param decisions what people decided: key of a finding to choice
 */
public record Saga(
    UUID id,
    long era,
    IntegrationName integration,
    SagaKind kind,
    Optional<UUID> parent,
    SagaState state,
    Intent intent,
    StepCounts counts,
    int gate,
    long dispatches,
    long version,
    Map<String, String> facts,
    Map<String, String> decisions) {
  /** Keeps its own copies. */
  public Saga {
    facts = Map.copyOf(facts);
    decisions = Map.copyOf(decisions);
  }

  /** The epoch of the command that was sent last. */
  long epoch() {
    return era << 32 | dispatches;
  }

  Saga in(SagaState next) {
    return copy(next, intent, counts, gate, dispatches, version, facts, decisions);
  }

  Saga with(Intent next) {
    return copy(state, next, counts, gate, dispatches, version, facts, decisions);
  }

  Saga with(StepCounts next, int nextGate) {
    return copy(state, intent, next, nextGate, dispatches, version, facts, decisions);
  }

  Saga withOneMoreDispatch() {
    return copy(state, intent, counts, gate, dispatches + 1, version, facts, decisions);
  }

  Saga inNextVersion() {
    return copy(state, intent, counts, gate, dispatches, version + 1, facts, decisions);
  }

  Saga knowing(Map<String, String> next) {
    return copy(state, intent, counts, gate, dispatches, version, next, decisions);
  }

  Saga decided(String finding, String choice) {
    Map<String, String> next = new HashMap<>(decisions);
    next.put(finding, choice);
    return copy(state, intent, counts, gate, dispatches, version, facts, next);
  }

  private Saga copy(
      SagaState nextState,
      Intent nextIntent,
      StepCounts nextCounts,
      int nextGate,
      long nextDispatches,
      long nextVersion,
      Map<String, String> nextFacts,
      Map<String, String> nextDecisions) {
    return new Saga(
        id,
        era,
        integration,
        kind,
        parent,
        nextState,
        nextIntent,
        nextCounts,
        nextGate,
        nextDispatches,
        nextVersion,
        nextFacts,
        nextDecisions);
  }
}
