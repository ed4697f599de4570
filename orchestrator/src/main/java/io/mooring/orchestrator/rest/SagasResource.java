package io.mooring.orchestrator.rest;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.StepRows;
import io.mooring.orchestrator.persistence.StoredAttempt;
import io.mooring.orchestrator.saga.PlanHash;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepState;
import io.mooring.orchestrator.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
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
  private static final int MOST_ATTEMPTS = 20;

  private final SagaRepository sagas;
  private final StepRows steps;
  private final HistoryRows history;
  private final IntegrationRepository integrations;
  private final Waits waits;

  SagasResource(
      SagaRepository sagas,
      StepRows steps,
      HistoryRows history,
      IntegrationRepository integrations,
      Waits waits) {
    this.sagas = sagas;
    this.steps = steps;
    this.history = history;
    this.integrations = integrations;
    this.waits = waits;
  }

  /** One saga. */
  @GET
  @Transactional
  @Operation(summary = "Read a saga")
  @APIResponse(
      responseCode = "200",
      description = "With an ETag to be sent in If-Match with orders",
      content = @Content(schema = @Schema(implementation = SagaView.class)))
  public Response read(String id) {
    SagaEntity saga = saga(id);
    SagaView view =
        SagaView.of(saga, saga.counts().failed() == 0 ? List.of() : steps.failed(saga.id))
            .waitingFor(waits.of(saga));
    return Response.ok(view).tag(view.tag()).build();
  }

  /** Its steps. */
  @GET
  @Path("/steps")
  @Transactional
  @Operation(
      summary = "List the steps of a saga",
      description =
          "In the order of the plan. With ?since=, the position of an answer before, only those"
              + " that have changed since then, perhaps with some that have not; with ?node= only"
              + " those on one node.")
  public StepsPage steps(
      String id,
      @QueryParam("after") String after,
      @QueryParam("since") String since,
      @QueryParam("node") String node,
      @QueryParam("limit") Integer limit) {
    UUID saga = identity(id);
    int most = Limit.of(limit);
    long ordinal = Limit.after(after, -1);
    long position = steps.position();
    boolean changed = since != null && !since.isBlank();
    boolean onNode = node != null && !node.isBlank();
    if (changed && onNode) {
      throw Refusal.invalidField("/node", "Ask for one node, or for what has changed, not both.");
    }
    List<SagaStep> found;
    if (changed) {
      found = steps.changed(saga, StepsPage.position(since), ordinal, most + 1);
    } else if (onNode) {
      found = steps.onNode(saga, node, ordinal, most + 1);
    } else {
      found = steps.after(saga, ordinal, most + 1);
    }
    // After its steps: what can be asked about a step that has stopped meanwhile would be missing
    // otherwise, and stay so, since the step does not change any more.
    SagaEntity row = saga(id);
    Map<Integer, List<StepName>> dependsOn =
        steps.dependsOn(saga, found.stream().map(step -> step.planned().ordinal()).toList());
    return StepsPage.of(
        Items.page(
            found,
            most,
            step ->
                StepView.of(
                    step,
                    row.orders(),
                    dependsOn.getOrDefault(step.planned().ordinal(), List.of())),
            step -> step.planned().ordinal()),
        position);
  }

  /** One step. */
  @GET
  @Path("/steps/{name}")
  @Transactional
  @Operation(
      summary = "Read a step",
      description =
          "By its full name, as in the list; with what its attempts ran on nodes: scripts with"
              + " their arguments, statuses and the ends of what they wrote, without secrets.")
  @APIResponse(
      responseCode = "200",
      description = "With the saga's ETag",
      content = @Content(schema = @Schema(implementation = StepView.class)))
  public Response step(String id, String name) {
    SagaEntity row = saga(id);
    UUID saga = row.id;
    SagaStep step =
        steps.named(saga, List.of(stepName(name))).stream()
            .findFirst()
            .orElseThrow(Refusal::noStep);
    int ordinal = step.planned().ordinal();
    StepView view =
        StepView.of(
            step,
            row.orders(),
            steps.dependsOn(saga, List.of(ordinal)).getOrDefault(ordinal, List.of()));
    List<StoredAttempt> attempts = history.attempts(saga, step.name(), MOST_ATTEMPTS);
    return Response.ok(view.with(attempts)).tag(SagaView.of(row).tag()).build();
  }

  /** What it has found. */
  @GET
  @Path("/plan")
  @Transactional
  @Operation(
      summary = "Read what a saga that looks has found",
      description =
          "What would be done, node by node, with unified diffs; the restarts to come; what has to"
              + " be decided first; what could not be looked at. Of every saga that has looked.")
  public PlanView plan(String id) {
    SagaEntity row = saga(id);
    List<SagaStep> found = steps.after(row.id, -1, Integer.MAX_VALUE);
    Map<Integer, List<StepName>> dependsOn =
        steps.dependsOn(
            row.id,
            found.stream()
                .filter(step -> step.state() instanceof StepState.Waiting)
                .map(step -> step.planned().ordinal())
                .toList());
    return PlanView.of(
        row,
        found,
        step -> dependsOn.getOrDefault(step.planned().ordinal(), List.of()),
        hash(row, found));
  }

  private String hash(SagaEntity plan, List<SagaStep> found) {
    return integrations
        .findByIdOptional(plan.integration)
        .filter(integration -> integration.generation == plan.generation)
        .flatMap(integration -> PlanHash.of(integration.document, plan.kind, plan.state, found))
        .orElse(null);
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

  static StepName stepName(String name) {
    try {
      return StepName.parse(name);
    } catch (IllegalArgumentException notOne) {
      throw Refusal.noStep();
    }
  }
}
