package io.mooring.orchestrator.persistence;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An integration as it is wanted now. */
@Entity
@Table(name = "integration")
public class IntegrationEntity extends PanacheEntityBase {
  /** Its name. */
  @Id public String name;

  /** Rises with each change of the document, from 1. */
  public int generation;

  /** The document as canonical JSON. */
  public String document;

  /** The document as it was written; null where it was submitted before that was kept. */
  public String source;

  /** UUID of its libvirt secret, made once. */
  public UUID secret;

  /** When it was first submitted. */
  @Column(name = "created_at")
  public Instant createdAt;

  /** When its document last changed. */
  @Column(name = "updated_at")
  public Instant updatedAt;
}
