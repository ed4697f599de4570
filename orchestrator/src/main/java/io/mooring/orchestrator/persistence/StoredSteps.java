package io.mooring.orchestrator.persistence;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.SagaStep;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a {@link LockedSaga} reads of the stored steps of its saga. */
public interface StoredSteps {

  /** These steps; those that the saga does not have are left out. */
  List<SagaStep> named(UUID saga, Collection<StepName> names);

  /** The steps that wait for nothing and were not sent yet. */
  List<SagaStep> ready(UUID saga);

  /** The first ready step of a node that is none of the given ones. */
  Optional<SagaStep> firstReady(UUID saga, NodeName node, Collection<StepName> except);

  /** The steps that wait for each of the given ones; every given step has an entry. */
  Map<StepName, List<SagaStep>> dependents(UUID saga, Collection<SagaStep> steps);
}
