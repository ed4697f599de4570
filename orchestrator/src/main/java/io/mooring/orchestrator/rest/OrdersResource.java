package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.security.Actor;
import io.mooring.orchestrator.security.Roles;
import io.mooring.orchestrator.service.SagaOrders;
import io.mooring.orchestrator.service.SagaStarts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a person tells a saga. */
@Path("/api/v1/sagas/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Orders")
@RolesAllowed(Roles.OPERATOR)
@APIResponse(
    responseCode = "202",
    description = "It is carried out",
    content = @Content(schema = @Schema(implementation = OrdersResource.OrderAnswer.class)))
@APIResponse(
    responseCode = "409",
    description = "The saga does not take this order now; legal names those that it takes")
@APIResponse(
    responseCode = "412",
    description = "Something has happened to the saga since the version in If-Match")
public class OrdersResource {
  private final SagaOrders orders;
  private final SagaRepository sagas;
  private final Starting starting;
  private final Actor actor;

  OrdersResource(SagaOrders orders, SagaRepository sagas, Starting starting, Actor actor) {
    this.orders = orders;
    this.sagas = sagas;
    this.starting = starting;
    this.actor = actor;
  }

  /**
   * Asks for failed steps to be tried again.
   *
   * @param select which: {@code all}, an action, {@code action@node}, or the full name of a step
   * @param why the reason, for the history
   */
  public record RetryRequest(@Schema(examples = "all") String select, String why) {}

  /**
   * Is about one step.
   *
   * @param step its full name
   * @param why the reason, for the history
   */
  public record StepRequest(
      @Schema(examples = "configure-glance@openstack-controller01") String step, String why) {}

  /**
   * Decides what a step stopped at.
   *
   * @param step the step's full name
   * @param finding key of the finding that is decided; absent for every one that offers the choice
   * @param choice one of the choices that the finding offers
   * @param why the reason; it is remembered with the decision
   */
  public record ResolveRequest(
      String step, String finding, @Schema(examples = "adopt") String choice, String why) {}

  /**
   * Is about the whole saga.
   *
   * @param why the reason, for the history
   */
  public record OrderRequest(String why) {}

  /**
   * Asks for a new saga.
   *
   * @param why the reason, for the history
   * @param waits whether it waits for nodes that another integration's saga works on; else it is
   *     refused
   */
  public record AgainRequest(String why, @JsonProperty("wait") boolean waits) {}

  /**
   * An order that is carried out.
   *
   * @param order its word
   * @param steps the steps that it is about; none when it is about the whole saga
   * @param saga the saga after it
   */
  @Schema(
      name = "OrderAnswer",
      requiredProperties = {"order", "steps", "saga"})
  public record OrderAnswer(String order, List<String> steps, SagaView saga) {}

  /** Tries failed steps again. */
  @POST
  @Path("/retry")
  @Operation(
      summary = "Retry failed steps",
      description = "In the same saga; steps that are done are left alone.")
  public Response retry(String id, @HeaderParam("If-Match") String seen, RetryRequest request) {
    String select = Given.text("/select", request == null ? null : request.select());
    return give(id, seen, Order.Kind.RETRY, new SagaOrders.Target.Failed(select), request.why());
  }

  /** Leaves a step out. */
  @POST
  @Path("/skip")
  @Operation(
      summary = "Skip a step",
      description =
          "Leaves out a step that needs a person or waits for its next attempt; the steps after it"
              + " go on.")
  public Response skip(String id, @HeaderParam("If-Match") String seen, StepRequest request) {
    StepName step = Given.step("/step", request == null ? null : request.step());
    return give(id, seen, new Order.Skip(step), request.why());
  }

  /** Decides. */
  @POST
  @Path("/resolve")
  @Operation(
      summary = "Decide what a step stopped at",
      description =
          "The choice is remembered for the integration, with who chose and why, and the step is"
              + " tried again.")
  public Response resolve(String id, @HeaderParam("If-Match") String seen, ResolveRequest request) {
    StepName step = Given.step("/step", request == null ? null : request.step());
    String choice = Given.text("/choice", request.choice());
    String finding = request.finding() == null ? "" : request.finding().strip();
    return give(id, seen, new Order.Resolve(step, finding, choice), request.why());
  }

  /** Pauses. */
  @POST
  @Path("/pause")
  @Operation(
      summary = "Pause a saga",
      description = "Steps that run end; nothing more is sent until resume.")
  public Response pause(String id, @HeaderParam("If-Match") String seen, OrderRequest request) {
    return give(id, seen, new Order.Pause(), why(request));
  }

  /** Goes on. */
  @POST
  @Path("/resume")
  @Operation(summary = "Resume a paused saga", description = "It goes on where it was paused.")
  public Response resume(String id, @HeaderParam("If-Match") String seen, OrderRequest request) {
    return give(id, seen, new Order.Resume(), why(request));
  }

  /** Cancels. */
  @POST
  @Path("/cancel")
  @Operation(
      summary = "Cancel a saga",
      description =
          "Steps that run end; all others are left out. What was changed stays: take it back with"
              + " a rollback.")
  public Response cancel(String id, @HeaderParam("If-Match") String seen, OrderRequest request) {
    return give(id, seen, new Order.Cancel(), why(request));
  }

  /** Takes back. */
  @POST
  @Path("/rollback")
  @Operation(
      summary = "Roll a saga back",
      description =
          "Starts a new saga that takes back, in reverse order, what this one changed, and nothing"
              + " else. Where users' data would be lost it stops and says so.")
  @APIResponse(
      responseCode = "202",
      description = "The saga that takes it back",
      content = @Content(schema = @Schema(implementation = SagaView.class)))
  public Response rollback(
      String id, @HeaderParam("Idempotency-Key") String key, AgainRequest request) {
    SagaEntity saga = found(id);
    return starting.start(
        saga.integration, StartRequests.rollback(saga.integration, saga.id, key, by(request)));
  }

  /** Runs again. */
  @POST
  @Path("/rerun")
  @Operation(
      summary = "Run an integration again",
      description =
          "Starts a new saga of the same kind for the same integration, with its document as it is"
              + " now.")
  @APIResponse(
      responseCode = "202",
      description = "The new saga",
      content = @Content(schema = @Schema(implementation = SagaView.class)))
  public Response rerun(
      String id, @HeaderParam("Idempotency-Key") String key, AgainRequest request) {
    SagaEntity saga = found(id);
    if (!saga.kind.canRunAgain()) {
      throw OrderRefusals.illegal(
          "A saga of kind %s is not run again by itself.".formatted(saga.kind.label()),
          saga.orders());
    }
    return starting.start(
        saga.integration, StartRequests.plain(saga.integration, saga.kind, key, by(request)));
  }

  private SagaStarts.Asking by(AgainRequest request) {
    return request == null
        ? new SagaStarts.Asking(actor.name(), "", false)
        : new SagaStarts.Asking(actor.name(), Given.reason(request.why()), request.waits());
  }

  private SagaEntity found(String id) {
    UUID saga = SagasResource.identity(id);
    return QuarkusTransaction.requiringNew()
        .call(() -> sagas.findByIdOptional(saga).orElseThrow(Refusal::noSaga));
  }

  private static String why(OrderRequest request) {
    return request == null ? "" : request.why();
  }

  private Response give(String id, String seen, Order order, String why) {
    return give(id, seen, order.kind(), new SagaOrders.Target.Exactly(order), why);
  }

  private Response give(
      String id, String seen, Order.Kind kind, SagaOrders.Target target, String why) {
    UUID saga = SagasResource.identity(id);
    SagaOrders.Wanted wanted =
        new SagaOrders.Wanted(target, Given.version(seen), Given.reason(why));
    return switch (orders.give(saga, wanted, actor.name())) {
      case SagaOrders.Outcome.NoSuchSaga none -> throw Refusal.noSaga();
      case SagaOrders.Outcome.Quarantined quarantined -> throw Refusal.quarantined();
      case SagaOrders.Outcome.Superseded by -> throw Refusal.superseded(by.newest());
      case SagaOrders.Outcome.Moved moved -> throw OrderRefusals.moved(moved.version());
      case SagaOrders.Outcome.Held held -> throw OrderRefusals.held(held.holder());
      case SagaOrders.Outcome.Refused refused ->
          throw OrderRefusals.illegal(refused.reason(), refused.legal());
      case SagaOrders.Outcome.Given given -> answer(kind, given.steps(), after(saga));
    };
  }

  private SagaView after(UUID saga) {
    return QuarkusTransaction.requiringNew()
        .call(() -> SagaView.of(sagas.findByIdOptional(saga).orElseThrow(Refusal::noSaga)));
  }

  private static Response answer(Order.Kind kind, List<String> steps, SagaView saga) {
    return Response.accepted(new OrderAnswer(kind.label(), steps, saga)).tag(saga.tag()).build();
  }
}
