package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.messaging.BrokerAway;
import io.mooring.orchestrator.messaging.ConsumerGroups;
import io.mooring.orchestrator.persistence.StepsInHand;
import io.mooring.orchestrator.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The services behind the bus: how many there are, and whether they keep up. */
@Path("/api/v1/services")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Services")
@RolesAllowed(Roles.VIEWER)
public class ServicesResource {
  private final ConsumerGroups groups;
  private final StepsInHand steps;

  ServicesResource(ConsumerGroups groups, StepsInHand steps) {
    this.groups = groups;
    this.steps = steps;
  }

  /**
   * A service.
   *
   * @param name its name: {@code ceph}, or {@code orchestrator}
   * @param group its consumer group
   * @param topic what it reads
   * @param partitions how many replicas can share its work
   * @param backlog how many records are not acknowledged: waiting, or in work
   * @param longest the largest backlog of one partition
   * @param sent how many steps were sent to it, whose end is not known yet
   * @param waiting how many steps are for it that have not been sent
   * @param replicas who reads now; none for the orchestrator, which reads without a group
   */
  @Schema(
      name = "Service",
      requiredProperties = {
        "name",
        "group",
        "topic",
        "partitions",
        "backlog",
        "longest",
        "sent",
        "waiting",
        "replicas"
      })
  public record Service(
      String name,
      String group,
      String topic,
      int partitions,
      long backlog,
      long longest,
      long sent,
      long waiting,
      List<Replica> replicas) {}

  /**
   * A process of a service.
   *
   * @param id of its connection to the broker
   * @param host where it runs, as the broker sees it
   * @param partitions how much of the work it has
   */
  @Schema(
      name = "Replica",
      requiredProperties = {"id", "host", "partitions"})
  public record Replica(String id, String host, int partitions) {}

  /** All services. */
  @GET
  @Operation(
      summary = "List the services",
      description =
          "With their replicas and their backlog, as the broker knows them; a few seconds old at"
              + " most.")
  public Items<Service> list() {
    try {
      Map<String, StepsInHand.Count> counts = steps.byParticipant();
      return new Items<>(
          groups.read().stream()
              .map(group -> view(group, counts.getOrDefault(group.service(), StepsInHand.NOTHING)))
              .toList(),
          null);
    } catch (BrokerAway away) {
      throw Refusal.brokerAway(away);
    }
  }

  private static Service view(ConsumerGroups.Group group, StepsInHand.Count count) {
    return new Service(
        group.service(),
        group.group(),
        group.topic(),
        group.partitions(),
        group.backlog(),
        group.longest(),
        count.sent(),
        count.waiting(),
        group.members().stream()
            .map(member -> new Replica(member.id(), member.host(), member.partitions()))
            .toList());
  }
}
