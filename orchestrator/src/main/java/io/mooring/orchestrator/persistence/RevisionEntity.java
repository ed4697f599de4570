package io.mooring.orchestrator.persistence;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** A document as it was in one generation; never changed. */
@Entity
@Table(name = "integration_revision")
@IdClass(RevisionEntity.Key.class)
public class RevisionEntity extends PanacheEntityBase {
  /** Name of the integration. */
  @Id public String integration;

  /** Its generation. */
  @Id public int generation;

  /** The document as canonical JSON. */
  public String document;

  /** The document as it was written; null where it was submitted before that was kept. */
  public String source;

  /** Who submitted it. */
  public String actor;

  /** When it was submitted. */
  @Column(name = "created_at")
  public Instant createdAt;

  /** What identifies a revision. */
  public record Key(String integration, int generation) {}
}
