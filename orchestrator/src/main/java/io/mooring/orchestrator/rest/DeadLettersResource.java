package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.messaging.BrokerAway;
import io.mooring.orchestrator.messaging.DeadLetterBox;
import io.mooring.orchestrator.messaging.DeadLetterBox.Letter;
import io.mooring.orchestrator.persistence.DeadLetterDecisions;
import io.mooring.orchestrator.persistence.DeadLetterDecisions.Decision;
import io.mooring.orchestrator.security.Actor;
import io.mooring.orchestrator.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Records that nobody could use, and what people decide about them. */
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters")
@RolesAllowed(Roles.VIEWER)
@Blocking
public class DeadLettersResource {
  private final DeadLetterBox box;
  private final DeadLetterDecisions decisions;
  private final Actor actor;
  private final Clock clock;

  DeadLettersResource(
      DeadLetterBox box,
      DeadLetterDecisions decisions,
      Actor actor,
      @Identifier("orchestrator") Clock clock) {
    this.box = box;
    this.decisions = decisions;
    this.actor = actor;
    this.clock = clock;
  }

  /**
   * Decides about a dead letter.
   *
   * @param why the reason, for the audit
   */
  @Schema(name = "DeadLetterOrder")
  public record Order(String why) {}

  /** The dead letters. */
  @GET
  @Operation(
      summary = "List the dead letters",
      description =
          "Records that nobody could decode or use, newest first, without their content; as long as"
              + " the broker keeps them.")
  public Items<DeadLetterView> list(
      @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
    int most = Limit.of(limit);
    try {
      List<Letter> letters = box.before(Limit.after(after, Long.MAX_VALUE), most + 1);
      Map<DeadLetterDecisions.Letter, Decision> decided =
          decisions.of(letters.stream().map(Letter::place).toList());
      return Items.page(
          letters,
          most,
          letter -> DeadLetterView.of(letter, decided.get(identity(letter)), false),
          Letter::place);
    } catch (BrokerAway away) {
      throw Refusal.brokerAway(away);
    }
  }

  /** One dead letter. */
  @GET
  @Path("/{place}")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Read a dead letter",
      description = "With its content, at most 16 KiB of it; only for operators.")
  public DeadLetterView read(long place) {
    Letter letter = letter(place);
    return DeadLetterView.of(letter, decision(letter), true);
  }

  /** Sends one again. */
  @POST
  @Path("/{place}/redrive")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Send a dead letter again",
      description =
          "To the topic that it came from, as it came: after what could not use it was mended.")
  @APIResponse(responseCode = "409", description = "It was decided about before, or is not whole")
  public DeadLetterView redrive(long place, Order order) {
    Letter letter = undecided(place);
    if (!letter.isWhole()) {
      throw Refusal.deadLetterNotWhole();
    }
    String why = why(order);
    try {
      box.sendAgain(letter);
    } catch (BrokerAway away) {
      throw Refusal.brokerAway(away);
    }
    return decide(letter, "redriven", why);
  }

  /** Leaves one be. */
  @POST
  @Path("/{place}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Discard a dead letter",
      description = "Marks it as dealt with; nothing is sent.")
  @APIResponse(responseCode = "409", description = "It was decided about before")
  public DeadLetterView discard(long place, Order order) {
    return decide(undecided(place), "discarded", why(order));
  }

  private DeadLetterView decide(Letter letter, String what, String why) {
    decisions.add(identity(letter), new Decision(what, actor.name(), why, clock.instant()));
    return DeadLetterView.of(letter, decision(letter), true);
  }

  private Letter undecided(long place) {
    Letter letter = letter(place);
    if (decision(letter) != null) {
      throw Refusal.deadLetterDecided();
    }
    return letter;
  }

  private Letter letter(long place) {
    try {
      return box.at(place).orElseThrow(Refusal::noDeadLetter);
    } catch (BrokerAway away) {
      throw Refusal.brokerAway(away);
    }
  }

  private Decision decision(Letter letter) {
    return decisions.of(List.of(letter.place())).get(identity(letter));
  }

  private static String why(Order order) {
    return Given.reason(order == null ? null : order.why());
  }

  private static DeadLetterDecisions.Letter identity(Letter letter) {
    return new DeadLetterDecisions.Letter(letter.place(), letter.at());
  }
}
