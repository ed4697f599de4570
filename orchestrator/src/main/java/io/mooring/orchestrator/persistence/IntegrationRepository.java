package io.mooring.orchestrator.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The integrations. */
@ApplicationScoped
public class IntegrationRepository implements PanacheRepositoryBase<IntegrationEntity, String> {

  /** An integration, locked until the end of the transaction. */
  public Optional<IntegrationEntity> lock(String name) {
    return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
  }

  /** All integrations by name. */
  public List<IntegrationEntity> all() {
    return listAll(Sort.by("name"));
  }
}
