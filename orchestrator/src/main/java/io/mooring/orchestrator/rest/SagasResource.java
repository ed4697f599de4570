package io.mooring.orchestrator.rest;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.StepRows;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.security.Actor;
import io.mooring.orchestrator.security.Roles;
import io.mooring.orchestrator.service.SagaRetries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sagas and their steps. */
@Path("/api/v1/sagas/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sagas")
@RolesAllowed(Roles.VIEWER)
public class SagasResource {
  private final SagaRepository sagas;
  private final StepRows steps;
  private final SagaRetries retries;
  private final Actor actor;

  SagasResource(SagaRepository sagas, StepRows steps, SagaRetries retries, Actor actor) {
    this.sagas = sagas;
    this.steps = steps;
    this.retries = retries;
    this.actor = actor;
  }

  /**
   * Asks for failed steps to be tried again.
   *
   * @param select which: {@code all}, an action, {@code action@node}, or the full name of a step
   */
  public record RetryRequest(@Schema(examples = "all") String select) {}

  /**
   * The steps that are tried again.
   *
   * @param retried their names
   */
  public record RetryAnswer(List<String> retried) {}

  /** One saga. */
  @GET
  @Transactional
  @Operation(summary = "Read a saga")
  public SagaView read(String id) {
    return SagaView.of(saga(id));
  }

  /** Its steps. */
  @GET
  @Path("/steps")
  @Transactional
  @Operation(summary = "List the steps of a saga", description = "In the order of the plan.")
  public Items<StepView> steps(
      String id, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
    UUID saga = saga(id).id;
    int most = Limit.of(limit);
    List<SagaStep> found = steps.after(saga, Limit.after(after, -1), most + 1);
    Map<Integer, List<StepName>> dependsOn =
        steps.dependsOn(saga, found.stream().map(step -> step.planned().ordinal()).toList());
    return Items.page(
        found,
        most,
        step -> StepView.of(step, dependsOn.getOrDefault(step.planned().ordinal(), List.of())),
        step -> step.planned().ordinal());
  }

  /** One step. */
  @GET
  @Path("/steps/{name}")
  @Transactional
  @Operation(summary = "Read a step", description = "By its full name, as in the list.")
  public StepView step(String id, String name) {
    UUID saga = saga(id).id;
    SagaStep step =
        steps.named(saga, List.of(stepName(name))).stream()
            .findFirst()
            .orElseThrow(Refusal::noStep);
    int ordinal = step.planned().ordinal();
    return StepView.of(
        step, steps.dependsOn(saga, List.of(ordinal)).getOrDefault(ordinal, List.of()));
  }

  /** Tries failed steps again. */
  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Path("/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Retry failed steps",
      description = "In the same saga; steps that are done are left alone.")
  @APIResponse(
      responseCode = "202",
      description = "These steps are tried again",
      content = @Content(schema = @Schema(implementation = RetryAnswer.class)))
  @APIResponse(
      responseCode = "409",
      description = "Nothing is to be retried, or a newer saga has taken over")
  public Response retry(String id, RetryRequest request) {
    if (request == null || request.select() == null || request.select().isBlank()) {
      throw Refusal.invalidField(
          "/select", "It is all, an action, action@node, or the full name of a step.");
    }
    return switch (retries.retry(identity(id), request.select(), actor.name())) {
      case SagaRetries.Outcome.NoSuchSaga none -> throw Refusal.noSaga();
      case SagaRetries.Outcome.NothingFailed nothing -> throw Refusal.nothingToRetry();
      case SagaRetries.Outcome.Quarantined quarantined -> throw Refusal.quarantined();
      case SagaRetries.Outcome.Superseded by -> throw Refusal.superseded(by.newest());
      case SagaRetries.Outcome.Retried retried ->
          Response.accepted(
                  new RetryAnswer(retried.steps().stream().map(StepName::toString).toList()))
              .build();
    };
  }

  private SagaEntity saga(String id) {
    return sagas.findByIdOptional(identity(id)).orElseThrow(Refusal::noSaga);
  }

  static UUID identity(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOne) {
      throw Refusal.noSaga();
    }
  }

  private static StepName stepName(String name) {
    try {
      return StepName.parse(name);
    } catch (IllegalArgumentException notOne) {
      throw Refusal.noStep();
    }
  }
}
