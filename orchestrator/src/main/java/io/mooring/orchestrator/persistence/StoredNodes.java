package io.mooring.orchestrator.persistence;

import io.mooring.contracts.NodeName;
import io.mooring.orchestrator.saga.NodeSlot;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What a {@link LockedSaga} reads of the stored slots of its saga's nodes. */
public interface StoredNodes {

  /** The slots of these nodes. */
  List<NodeSlot> of(UUID saga, Collection<NodeName> nodes);
}
