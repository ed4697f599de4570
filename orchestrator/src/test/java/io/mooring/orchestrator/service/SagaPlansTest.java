package io.mooring.orchestrator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.SecretOwner;
import io.mooring.contracts.IntegrationName;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.planner.Past;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.SagaKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SagaPlansTest {
  private static final UUID SECRET = new UUID(2, 2);

  private final IntegrationDocument document = Documents.cloud(1, 1);
  private final Planner planner = new Planner();

  @Test
  void aRemovalKnowsWhichSecretWasAdopted() {
    // given
    OpenSaga first = apply(Map.of(SecretOwner.CINDER.fact(), "first", "ceph.fsid", "f"));
    OpenSaga second = apply(Map.of(SecretOwner.CINDER.fact(), "second"));

    // when
    SagaPlans.Prepared prepared =
        new SagaPlans(planner)
            .prepare(
                SagaKind.REMOVE,
                SagaPlans.Request.PLAIN,
                new SagaPlans.Situation(document, "", SECRET, List.of(second, first)));

    // then
    assertThat(prepared)
        .isInstanceOfSatisfying(
            SagaPlans.Prepared.Ready.class,
            ready ->
                assertThat(ready.facts())
                    .containsEntry(SecretOwner.CINDER.fact(), "second")
                    .containsEntry("ceph.fsid", "f"));
  }

  private OpenSaga apply(Map<String, String> facts) {
    return OpenSaga.of(
        NewSaga.of(
            new NewSaga.Origin(
                UUID.randomUUID(),
                1,
                new IntegrationName("site"),
                SagaKind.APPLY,
                Optional.empty(),
                facts,
                Map.of()),
            planner.apply(document, Past.none(SECRET))));
  }
}
