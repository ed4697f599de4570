package io.mooring.orchestrator.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sagas, for reading. */
@ApplicationScoped
public class SagaRepository implements PanacheRepositoryBase<SagaEntity, UUID> {

  /** The sagas of an integration, newest first. */
  public List<SagaEntity> of(String integration) {
    return list("integration", Sort.descending("number"), integration);
  }

  /** The newest saga of an integration. */
  public Optional<SagaEntity> newest(String integration) {
    return find("integration", Sort.descending("number"), integration).firstResultOptional();
  }

  /** The newest saga of every integration that has one. */
  public List<SagaEntity> newestOfEach() {
    return list("number in (select max(s.number) from SagaEntity s group by s.integration)");
  }
}
