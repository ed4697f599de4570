package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.service.SagaStarts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;

/** Starts sagas, and answers with them. */
@ApplicationScoped
class Starting {
  private final SagaStarts starts;
  private final SagaRepository sagas;
  private final Waits waits;

  Starting(SagaStarts starts, SagaRepository sagas, Waits waits) {
    this.starts = starts;
    this.sagas = sagas;
    this.waits = waits;
  }

  /** The saga that runs now; a refusal is thrown. */
  Response start(String integration, SagaStarts.Asked asked) {
    return switch (starts.start(integration, asked)) {
      case SagaStarts.Outcome.NoSuchIntegration none -> throw Refusal.noIntegration();
      case SagaStarts.Outcome.AlreadyRunning running ->
          throw Refusal.alreadyRunning(running.saga());
      case SagaStarts.Outcome.DocumentOutdated outdated ->
          throw Refusal.outdatedDocument(outdated.violations());
      case SagaStarts.Outcome.NoSuchPlan none -> throw OrderRefusals.noPlan();
      case SagaStarts.Outcome.NothingToUndo nothing ->
          throw OrderRefusals.nothingToUndo(asked.kind());
      case SagaStarts.Outcome.NoSuchPool none -> throw OrderRefusals.noPool(none.known());
      case SagaStarts.Outcome.NoSuchDecision none -> throw OrderRefusals.noDecision(none.finding());
      case SagaStarts.Outcome.NotYet notYet -> throw OrderRefusals.notYet(notYet.reason());
      case SagaStarts.Outcome.Held held -> throw OrderRefusals.held(held.holder());
      case SagaStarts.Outcome.Started started -> answer(started.saga());
    };
  }

  private Response answer(UUID saga) {
    SagaView view =
        QuarkusTransaction.requiringNew()
            .call(() -> waits.view(sagas.findByIdOptional(saga).orElseThrow(Refusal::noSaga)));
    return Response.accepted(view)
        .location(URI.create("/api/v1/sagas/" + saga))
        .tag(view.tag())
        .build();
  }
}
