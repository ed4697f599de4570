package io.mooring.orchestrator.persistence;

import io.mooring.orchestrator.saga.Intent;
import io.mooring.orchestrator.saga.LegalOrders;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.StepCounts;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * A saga as people see it. Read only: the engine's own way to this row is {@link WriterSession}.
 */
@Entity
@Immutable
@Table(name = "saga")
public class SagaEntity extends PanacheEntityBase {
  /** Its identity. */
  @Id public UUID id;

  /** Rises with every saga of the installation. */
  public long number;

  /** Name of its integration. */
  public String integration;

  /** The generation of the document that it was planned from. */
  public int generation;

  /** What it is for. */
  @Enumerated(EnumType.STRING)
  public SagaKind kind;

  /** Where it is. */
  @Enumerated(EnumType.STRING)
  public SagaState state;

  /** JSON of what the engine counts. */
  public String progress;

  /** What it is to do with steps that are not done. */
  @Enumerated(EnumType.STRING)
  public Intent intent;

  /** Rises with everything that happens to it. */
  public long version;

  /** The saga whose changes it takes back; null for all others. */
  public UUID parent;

  /** When it was made. */
  @Column(name = "created_at")
  public Instant createdAt;

  /** When it last came to rest; null while it runs. */
  @Column(name = "ended_at")
  public Instant endedAt;

  /** Why it is set aside; null for all others. */
  public String quarantined;

  /** The orders that it takes now. */
  public Set<Order.Kind> orders() {
    return LegalOrders.of(state, intent, counts());
  }

  /** How many of its steps are in which state. */
  public StepCounts counts() {
    return RowJson.progress(progress).counts();
  }
}
