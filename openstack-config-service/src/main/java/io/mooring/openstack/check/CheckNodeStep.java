package io.mooring.openstack.check;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.node.NodeFailure;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.LayoutFinder;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Step {@code check-node}: whether a node can be worked on at all; all its problems at once. */
@Singleton
final class CheckNodeStep implements Step<Action.CheckNode, NodeReport> {
  private static final String LOOK = Script.resource(CheckNodeStep.class, "look-at-node.sh");
  private static final String KOLLA = "kolla-globals";
  private static final List<String> NEEDED_TOOLS = List.of("flock", "sha256sum");
  private final Clock clock;

  CheckNodeStep(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Class<Action.CheckNode> action() {
    return Action.CheckNode.class;
  }

  @Override
  public NodeReport inspect(StepContext context, Action.CheckNode action) {
    Instant before = clock.instant();
    ScriptResult result = context.node().inspect(Script.of("look at the node", LOOK));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "The look at %s failed: %s"
              .formatted(context.node().address().name(), result.errorText()));
    }
    Instant after = clock.instant();
    return NodeReport.parse(
        result.text(),
        before,
        after,
        context.node().address().name(),
        LayoutFinder.find(context.node()));
  }

  @Override
  public Plan plan(Action.CheckNode action, NodeReport found) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(tools(found));
    findings.addAll(system(found));
    findings.addAll(space(action, found));
    findings.addAll(clock(action, found));
    for (Role role : action.roles()) {
      findings.addAll(
          switch (role) {
            case CEPH_ADMIN -> admin(found);
            case CONTROLLER, IMAGE, VOLUME, BACKUP, COMPUTE -> missing(found, role);
            case DEPLOYER -> deployer(found);
          });
    }
    findings.addAll(engines(found));
    return new Plan(
        findings.isEmpty()
            ? found.system().strip() + ", ready" + layouts(found)
            : Counted.of(findings.size(), "finding") + " on " + found.hostName() + layouts(found),
        List.of(),
        findings,
        facts(action, found),
        found.layouts().services().stream()
            .map(layout -> new Seen(layout.service().label(), layout.description()))
            .toList());
  }

  private static Map<String, String> facts(Action.CheckNode action, NodeReport found) {
    Map<String, String> facts = new TreeMap<>();
    NodeLayouts wanted = found.layouts().about(action.roles());
    if (!wanted.services().isEmpty()) {
      facts.put(NodeLayouts.fact(found.node()), wanted.told());
    }
    if (action.roles().contains(Role.DEPLOYER)) {
      facts.put(Action.ConfigureDeployer.FACT, found.node().value());
    }
    return facts;
  }

  /** How each service runs, for people. */
  private static String layouts(NodeReport found) {
    return found.layouts().services().stream()
        .map(Layout::description)
        .map("; "::concat)
        .collect(Collectors.joining());
  }

  /** What stands in the way of services that were found stops at them; here people are told. */
  private static List<Finding> engines(NodeReport found) {
    List<Finding> findings = new ArrayList<>();
    for (String silent : found.layouts().silentEngines()) {
      findings.add(
          Finding.warning(
              ErrorCode.NODE_UNSUITABLE,
              "On %s %s".formatted(found.hostName(), silent),
              "Start the engine, or remove it if nothing uses it; then retry."));
    }
    for (String loop : found.layouts().loops()) {
      findings.add(
          Finding.warning(
              ErrorCode.SERVICE_UNHEALTHY,
              "On %s %s.".formatted(found.hostName(), loop),
              "Find out why before its configuration is changed: its log tells."));
    }
    return findings;
  }

  @Override
  public Outcome apply(StepContext context, Action.CheckNode action, NodeReport found, Plan plan) {
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, Action.CheckNode action) {
    return Outcome.asPlanned(Plan.nothing("a check leaves nothing to undo"));
  }

  private static List<Finding> tools(NodeReport found) {
    return NEEDED_TOOLS.stream()
        .filter(tool -> !found.present().contains(tool))
        .map(tool -> stop("The command %s is missing.".formatted(tool), "Install it on the node."))
        .toList();
  }

  private static List<Finding> system(NodeReport found) {
    return found.family().isEmpty()
        ? List.of(
            Finding.warning(
                ErrorCode.NODE_UNSUITABLE,
                "%s on %s is not a distribution that Mooring knows."
                    .formatted(found.system().strip(), found.hostName()),
                "Only the installation of packages depends on it; if that stops, install them on"
                    + " the node and set ceph.client.method to none."))
        : List.of();
  }

  private static List<Finding> space(Action.CheckNode action, NodeReport found) {
    return found.freeMebibytes().entrySet().stream()
        .filter(entry -> entry.getValue() < action.minimumFreeMebibytes())
        .map(
            entry ->
                Finding.of(
                    Finding.Severity.STOP,
                    ErrorCode.DISK_SPACE_LOW,
                    "%s has %d MiB free; %d are wanted."
                        .formatted(entry.getKey(), entry.getValue(), action.minimumFreeMebibytes()),
                    ErrorCode.DISK_SPACE_LOW.next()))
        .toList();
  }

  private static List<Finding> clock(Action.CheckNode action, NodeReport found) {
    return found.skew().compareTo(action.maximumClockSkew()) > 0
        ? List.of(
            Finding.of(
                Finding.Severity.STOP,
                ErrorCode.CLOCK_SKEW,
                "The node's clock is at least %.1f s off; Ceph refuses keys at such a difference."
                    .formatted(found.skew().toMillis() / 1000.0),
                ErrorCode.CLOCK_SKEW.next()))
        : List.of();
  }

  private static List<Finding> admin(NodeReport found) {
    return found.present().contains("ceph") || found.present().contains("cephadm")
        ? List.of()
        : List.of(
            stop(
                "Neither ceph nor cephadm is on the Ceph admin node.",
                "Give the role ceph-admin to a node where ceph runs with admin rights."));
  }

  private static List<Finding> deployer(NodeReport found) {
    return found.present().contains(KOLLA)
        ? List.of()
        : List.of(
            stop(
                "There is no /etc/kolla/globals.yml, which the role deployer of %s is about."
                    .formatted(found.hostName()),
                "Give the role deployer to the node from which kolla-ansible is run."));
  }

  private static List<Finding> missing(NodeReport found, Role role) {
    return ServiceKind.of(role).stream()
        .filter(service -> found.layouts().find(service).isEmpty())
        .map(
            service ->
                stop(
                    "%s, which the role %s of %s needs, is not there: none of the units %s, no container %s and no process of it.%s"
                        .formatted(
                            service.label(),
                            role.name().toLowerCase(Locale.ROOT),
                            found.hostName(),
                            String.join(", ", service.units()),
                            String.join(", ", service.containers()),
                            found.layouts().silentEngines().stream()
                                .map(silent -> " " + silent)
                                .collect(Collectors.joining())),
                    "Install it, or give this node only the roles that it has: controller is image"
                        + " (glance-api) and volume (cinder-volume) in one."))
        .toList();
  }

  private static Finding stop(String message, String next) {
    return Finding.of(Finding.Severity.STOP, ErrorCode.NODE_UNSUITABLE, message, next);
  }
}
