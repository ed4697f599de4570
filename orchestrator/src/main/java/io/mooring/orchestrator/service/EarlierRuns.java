package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.StoredSagas;
import io.mooring.orchestrator.saga.OpenSaga;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Reads the last sagas of an integration, as far back as its memory goes. */
@ApplicationScoped
public class EarlierRuns {
  private static final Logger LOG = Logger.getLogger(EarlierRuns.class);

  /** So many of all, and so many of those that change something. */
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
    List<SagaEntity> last = sagas.lookedBackAt(integration, MOST_SAGAS);
    Set<UUID> wanted = new HashSet<>();
    // Those that changed something first: what they left is forgotten by nobody else.
    int steps = take(last.stream().filter(saga -> !saga.kind.onlyLooks()), 0, wanted);
    take(last.stream().filter(saga -> saga.kind.onlyLooks()), steps, wanted);
    List<UUID> newestFirst = last.stream().map(saga -> saga.id).filter(wanted::contains).toList();
    Map<UUID, OpenSaga> found = read(newestFirst);
    return newestFirst.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  /** At least the first one, and no more than may be read. */
  private static int take(Stream<SagaEntity> newestFirst, int steps, Set<UUID> taken) {
    for (SagaEntity saga : newestFirst.toList()) {
      int sum = steps + saga.counts().total();
      if (sum > MOST_STEPS && steps > 0) {
        break;
      }
      steps = sum;
      taken.add(saga.id);
    }
    return steps;
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
