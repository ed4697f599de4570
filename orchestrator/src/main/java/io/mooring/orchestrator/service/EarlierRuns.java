package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.StoredSagas;
import io.mooring.orchestrator.saga.OpenSaga;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Reads the last sagas of an integration, as far back as its memory goes. */
@ApplicationScoped
public class EarlierRuns {
  private static final Logger LOG = Logger.getLogger(EarlierRuns.class);
  static final int MOST_SAGAS = 20;

  /** Of a large site a few runs tell enough, and reading more would hold every start up. */
  private static final int MOST_STEPS = 20_000;

  private final SagaRepository sagas;
  private final StoredSagas stored;

  EarlierRuns(SagaRepository sagas, StoredSagas stored) {
    this.sagas = sagas;
    this.stored = stored;
  }

  /** The last sagas with all their steps, newest first; those that are set aside are left out. */
  public List<OpenSaga> of(String integration) {
    List<UUID> wanted = new ArrayList<>();
    int steps = 0;
    for (SagaEntity saga : sagas.before(integration, Long.MAX_VALUE, MOST_SAGAS)) {
      steps += saga.counts().total();
      if (steps > MOST_STEPS && !wanted.isEmpty()) {
        break;
      }
      wanted.add(saga.id);
    }
    Map<UUID, OpenSaga> found = read(wanted);
    return wanted.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  /** One saga with all its steps; empty when it is set aside or unknown. */
  public Optional<OpenSaga> one(UUID saga) {
    return Optional.ofNullable(read(List.of(saga)).get(saga));
  }

  private Map<UUID, OpenSaga> read(List<UUID> wanted) {
    Map<UUID, OpenSaga> found = new HashMap<>();
    stored
        .load(wanted)
        .forEach(
            (id, saga) -> {
              switch (saga) {
                case StoredSagas.Stored.Readable readable -> found.put(id, readable.saga());
                case StoredSagas.Stored.Unreadable unreadable ->
                    LOG.warnf(unreadable.defect(), "Saga %s can't be read", id);
              }
            });
    return found;
  }
}
