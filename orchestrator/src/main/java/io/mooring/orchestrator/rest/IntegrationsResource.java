package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.DriftRows;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.IntegrationSummary;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.security.Actor;
import io.mooring.orchestrator.security.Roles;
import io.mooring.orchestrator.service.SagaStarts;
import io.mooring.orchestrator.service.Submissions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Integrations, and the making of sagas for them. */
@Path("/api/v1/integrations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Integrations")
@RolesAllowed(Roles.VIEWER)
public class IntegrationsResource {
  private static final int LARGEST_DOCUMENT = 256 * 1024;

  private final IntegrationRepository integrations;
  private final SagaRepository sagas;
  private final Submissions submissions;
  private final Starting starting;
  private final Waits waits;
  private final DriftRows drifts;
  private final Actor actor;

  IntegrationsResource(
      IntegrationRepository integrations,
      SagaRepository sagas,
      Submissions submissions,
      Starting starting,
      Waits waits,
      DriftRows drifts,
      Actor actor) {
    this.integrations = integrations;
    this.sagas = sagas;
    this.submissions = submissions;
    this.starting = starting;
    this.waits = waits;
    this.drifts = drifts;
    this.actor = actor;
  }

  /** Stores a document as the wanted state. */
  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @Operation(
      summary = "Submit an integration document",
      description =
          "Stores the document, as YAML or JSON of at most 256 KiB, as the wanted state. Nothing"
              + " happens on any node. The generation rises only if the document says something"
              + " else than before. With If-Match it is taken only for the generation that its"
              + " sender has seen.")
  @APIResponse(
      responseCode = "201",
      description = "A new integration",
      content = @Content(schema = @Schema(implementation = IntegrationView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The integration was there",
      content = @Content(schema = @Schema(implementation = IntegrationView.class)))
  @APIResponse(
      responseCode = "400",
      description = "The document is not valid; errors name the fields",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "412",
      description = "If-Match names another generation than the integration has")
  public Response submit(
      @HeaderParam("If-Match")
          @Parameter(description = "The ETag of the integration as it was seen")
          String ifMatch,
      @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Object.class)))
          byte[] document) {
    requireSize(document);
    return switch (submissions.submit(document, actor.name(), Given.version(ifMatch))) {
      case Submissions.Outcome.Refused refused ->
          throw Refusal.invalidDocument(refused.violations());
      case Submissions.Outcome.Moved moved -> throw Refusal.documentMoved(moved.generation());
      case Submissions.Outcome.Accepted accepted ->
          Response.status(accepted.created() ? Response.Status.CREATED : Response.Status.OK)
              .location(URI.create("/api/v1/integrations/" + accepted.integration()))
              .entity(view(accepted.integration()))
              .build();
    };
  }

  private static void requireSize(byte[] document) {
    if (document.length > LARGEST_DOCUMENT) {
      throw Refusal.tooLarge(LARGEST_DOCUMENT);
    }
  }

  /**
   * What is wrong with a document.
   *
   * @param valid whether it could be submitted
   * @param errors every mistake that was found
   */
  @Schema(
      name = "DocumentCheck",
      requiredProperties = {"valid", "errors"})
  public record Check(boolean valid, List<Problem.FieldError> errors) {}

  /** Reads a document without storing it. */
  @POST
  @Path("/check")
  @RolesAllowed(Roles.VIEWER)
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @Operation(
      summary = "Check an integration document",
      description = "Says what is wrong with it, in the words of a refusal. Nothing is stored.")
  public Check check(
      @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Object.class)))
          byte[] document) {
    requireSize(document);
    List<Problem.FieldError> errors = Refusal.errors(submissions.check(document));
    return new Check(errors.isEmpty(), errors);
  }

  /** All integrations. */
  @GET
  @Transactional
  @Operation(summary = "List the integrations", description = "By name, without their documents.")
  public Items<IntegrationView> list(
      @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
    int most = Limit.of(limit);
    List<IntegrationSummary> found = integrations.after(after == null ? "" : after, most + 1);
    List<String> names = found.stream().map(IntegrationSummary::name).toList();
    Map<String, SagaEntity> newest =
        sagas.newestOf(names).stream()
            .collect(Collectors.toMap(saga -> saga.integration, saga -> saga));
    Map<String, DriftRows.Drift> drifted = drifts.of(names);
    return Items.page(
        found,
        most,
        integration ->
            IntegrationView.listed(
                integration,
                Optional.ofNullable(newest.get(integration.name())).map(waits::view),
                Optional.ofNullable(drifted.get(integration.name()))),
        IntegrationSummary::name);
  }

  /** One integration. */
  @GET
  @Path("/{name}")
  @Transactional
  @Operation(summary = "Read an integration", description = "With its document and newest saga.")
  @APIResponse(
      responseCode = "200",
      description = "With an ETag, its generation, to be sent in If-Match with a changed document",
      content = @Content(schema = @Schema(implementation = IntegrationView.class)))
  public Response read(String name) {
    IntegrationView view = view(name);
    return Response.ok(view).tag(Integer.toString(view.generation())).build();
  }

  /** The document as it was written. */
  @GET
  @Path("/{name}/source")
  @Produces("application/yaml")
  @Transactional
  @Operation(
      summary = "Read the document as it was written",
      description =
          "YAML or JSON, with its comments. Of an integration that an earlier release took, which"
              + " kept none, it is the document in canonical JSON, which is YAML too.")
  @APIResponse(
      responseCode = "200",
      description = "With the integration's ETag",
      content =
          @Content(mediaType = "application/yaml", schema = @Schema(implementation = String.class)))
  public Response source(String name) {
    IntegrationEntity integration =
        integrations.findByIdOptional(name).orElseThrow(Refusal::noIntegration);
    String text = integration.source == null ? integration.document : integration.source;
    return Response.ok(text).tag(Integer.toString(integration.generation)).build();
  }

  /** Makes a saga. */
  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Path("/{name}/sagas")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Start a saga",
      description =
          "Plans the integration as it is wanted now and starts. At once; follow it at its events.")
  @APIResponse(
      responseCode = "202",
      description = "It runs",
      content = @Content(schema = @Schema(implementation = SagaView.class)))
  @APIResponse(
      responseCode = "409",
      description =
          "A saga of this integration is running, the plan is not of the document as it is now, or"
              + " there is nothing to be done")
  public Response start(
      String name,
      @HeaderParam("Idempotency-Key")
          @Parameter(description = "The same key, of the same sender, means the same saga")
          String key,
      StartRequests.SagaRequest request) {
    return starting.start(name, StartRequests.asked(name, request, key, actor.name()));
  }

  /** Makes a saga that only looks. */
  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Path("/{name}/plan")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Plan",
      description =
          "Starts a saga of kind plan: it looks at all nodes and changes nothing. What it has found"
              + " is at its plan.")
  @APIResponse(
      responseCode = "202",
      description = "It looks",
      content = @Content(schema = @Schema(implementation = SagaView.class)))
  public Response plan(String name, @HeaderParam("Idempotency-Key") String key) {
    return starting.start(
        name,
        StartRequests.plain(
            name, SagaKind.PLAN, key, new SagaStarts.Asking(actor.name(), "", false)));
  }

  /** The sagas of an integration. */
  @GET
  @Path("/{name}/sagas")
  @Transactional
  @Operation(summary = "List the sagas of an integration", description = "Newest first.")
  public Items<SagaView> sagas(
      String name, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
    view(name);
    int most = Limit.of(limit);
    return Items.page(
        sagas.before(name, Limit.after(after, Long.MAX_VALUE), most + 1),
        most,
        SagaView::of,
        saga -> saga.number);
  }

  private IntegrationView view(String name) {
    IntegrationEntity integration =
        integrations.findByIdOptional(name).orElseThrow(Refusal::noIntegration);
    return IntegrationView.full(
        integration,
        sagas.newest(name).map(waits::view),
        Optional.ofNullable(drifts.of(List.of(name)).get(name)));
  }
}
