package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.persistence.StepRows;
import io.mooring.orchestrator.saga.SagaStep;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A saga that has just begun, of which the database's statistics do not know yet: they say that it
 * has a row or none.
 */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class NewSagaIT {
  private static final int COMPUTES = 60;
  private static final int ROWS_A_STEP = 10;

  @Inject StepRows steps;
  @Inject Database database;

  @Test
  void readingItsStepsLooksAtEachOfItsRowsAFewTimesOnly() {
    // given
    UUID former = start();
    database.update("analyze mooring.saga_plan, mooring.saga_step");
    UUID saga = start();

    // when
    long rows =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  List<SagaStep> read = steps.after(saga, -1, Integer.MAX_VALUE);
                  steps.dependsOn(
                      saga, read.stream().map(step -> step.planned().ordinal()).toList());
                  steps.changed(saga, 0, -1, Integer.MAX_VALUE);
                  steps.failed(saga);
                  assertThat(read).hasSizeGreaterThan(COMPUTES);
                  return rowsLookedAt() / read.size();
                });

    // then
    assertThat(rows).as("rows that were looked at, for each step").isLessThan(ROWS_A_STEP);
    List.of(former, saga).forEach(one -> Api.order(one.toString(), "cancel", Map.of(), null));
  }

  /** By this transaction. */
  private long rowsLookedAt() {
    return Long.parseLong(
        database.ask(
            """
            select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
             where relname in ('saga_plan', 'saga_step')
            """));
  }

  private static UUID start() {
    String name = Api.newName();
    Api.submit(Api.document(name, COMPUTES)).then().statusCode(201);
    return UUID.fromString(Api.startSaga(name).path("id"));
  }
}
