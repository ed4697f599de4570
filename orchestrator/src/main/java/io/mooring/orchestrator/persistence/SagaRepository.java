package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.SagaKind;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The sagas, for reading. */
@ApplicationScoped
public class SagaRepository implements PanacheRepositoryBase<SagaEntity, UUID> {

  /** The sagas of an integration whose numbers are lower than the given one, newest first. */
  public List<SagaEntity> before(String integration, long number, int limit) {
    return find("integration = ?1 and number < ?2", Sort.descending("number"), integration, number)
        .range(0, limit - 1)
        .list();
  }

  /**
   * What is looked back at: the newest sagas of an integration, and however many verifications and
   * plans came since, the newest of those that change something.
   *
   * @param ofEach how many of each sort at most
   * @return newest first
   */
  public List<SagaEntity> lookedBackAt(String integration, int ofEach) {
    List<SagaEntity> changing =
        find(
                "integration = ?1 and kind not in ?2",
                Sort.descending("number"),
                integration,
                SagaKind.looking())
            .range(0, ofEach - 1)
            .list();
    Map<UUID, SagaEntity> found = new HashMap<>();
    Stream.concat(before(integration, Long.MAX_VALUE, ofEach).stream(), changing.stream())
        .forEach(saga -> found.putIfAbsent(saga.id, saga));
    return found.values().stream()
        .sorted(Comparator.comparingLong((SagaEntity saga) -> saga.number).reversed())
        .toList();
  }

  /** The newest saga of an integration. */
  public Optional<SagaEntity> newest(String integration) {
    return find("integration", Sort.descending("number"), integration).firstResultOptional();
  }

  /** A newer saga of the same integration that has taken over; those that only look do not. */
  public Optional<SagaEntity> successor(SagaEntity saga) {
    return saga.kind.onlyLooks()
        ? Optional.empty()
        : find(
                "integration = ?1 and number > ?2 and kind not in ?3",
                Sort.descending("number"),
                saga.integration,
                saga.number,
                SagaKind.looking())
            .firstResultOptional();
  }

  /** The newest saga of each of these integrations that has one. */
  public List<SagaEntity> newestOf(Collection<String> integrations) {
    return list(
        "number in (select max(s.number) from SagaEntity s where s.integration in ?1"
            + " group by s.integration)",
        integrations);
  }
}
