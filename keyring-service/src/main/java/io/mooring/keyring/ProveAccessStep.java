package io.mooring.keyring;

import io.mooring.contracts.Action.ProveAccess;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.contracts.Mode;
import io.mooring.contracts.PoolName;
import io.mooring.node.Script;
import io.mooring.node.layout.HostFile;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets the service's own account open its pools with the keyring that it will use. */
@Singleton
final class ProveAccessStep implements Step<ProveAccess, AccessProof> {
  @Override
  public Class<ProveAccess> action() {
    return ProveAccess.class;
  }

  @Override
  public AccessProof inspect(StepContext context, ProveAccess action) {
    NodeLayouts node =
        action
            .reader()
            .map(role -> context.layouts().about(Set.of(role)))
            .orElseGet(context::layouts);
    String user = action.serviceUser().value();
    Layout layout =
        node.runningAs(List.of(user)).stream()
            .findFirst()
            .orElseGet(() -> Layout.assumed(ServiceKind.NOVA_COMPUTE).as(user));
    HostFile conf = layout.file(new FilePath(AccessProof.conf(action)));
    HostFile ring = layout.file(new FilePath(AccessProof.keyring(action)));
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                action.cluster(),
                action.client(),
                conf.copied() ? conf.path() : "",
                ring.copied() ? ring.path() : ""));
    arguments.addAll(action.pools());
    Script script =
        layout
            .poolScript("open pools as the service user", AccessProof.SCRIPT, arguments.toArray())
            .within(Limits.PROOF);
    return AccessProof.read(
        context.node().inspect(script).text(), context.dispatch().mode() == Mode.PLAN);
  }

  @Override
  public Plan plan(ProveAccess action, AccessProof found) {
    List<Finding> findings = found.findings(action);
    String pools = action.pools().stream().map(PoolName::value).collect(Collectors.joining(", "));
    String summary =
        findings.isEmpty()
            ? "%s opens %s as client.%s".formatted(action.serviceUser(), pools, action.client())
            : findings.getFirst().message();
    return new Plan(summary, List.of(), findings, Map.of());
  }

  @Override
  public Outcome apply(StepContext context, ProveAccess action, AccessProof found, Plan plan) {
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, ProveAccess action) {
    return Outcome.asPlanned(Plan.nothing("nothing was changed"));
  }
}
