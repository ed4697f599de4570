package io.mooring.orchestrator.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The integrations. */
@ApplicationScoped
public class IntegrationRepository implements PanacheRepositoryBase<IntegrationEntity, String> {
  private final Sql sql;

  IntegrationRepository(Sql sql) {
    this.sql = sql;
  }

  /**
   * Adds an integration of generation 1 unless one of that name is there. Of two who add the same
   * name at once, one waits for the other and then finds it.
   *
   * @return whether it is new
   */
  public boolean insertUnlessThere(String name, String document, UUID secret, Instant now) {
    return sql.update(
            """
            insert into integration (name, generation, document, secret, created_at, updated_at)
            values (?, 1, ?, ?, ?, ?) on conflict (name) do nothing
            """,
            name,
            document,
            secret,
            now,
            now)
        == 1;
  }

  /** An integration, locked until the end of the transaction. */
  public Optional<IntegrationEntity> lock(String name) {
    return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
  }

  /** The integrations whose names come after the given one, by name, without their documents. */
  public List<IntegrationSummary> after(String name, int limit) {
    return find("name > ?1", Sort.by("name"), name)
        .range(0, limit - 1)
        .project(IntegrationSummary.class)
        .list();
  }
}
