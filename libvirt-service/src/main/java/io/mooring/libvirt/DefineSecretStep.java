package io.mooring.libvirt;

import io.mooring.contracts.Action.DefineSecret;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Mode;
import io.mooring.node.NodeFailure;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Secret;
import io.mooring.node.Stdin;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Defines the secret by which QEMU opens volumes. The key goes in by standard input and never comes
 * back: the node itself compares it with the value that libvirt has.
 */
@Singleton
final class DefineSecretStep implements Step<DefineSecret, Secrets> {
  private static final String INSPECT =
      Script.resource(DefineSecretStep.class, "inspect-secret.sh");
  private static final String DEFINE = Script.resource(DefineSecretStep.class, "define-secret.sh");
  private static final String UNDO = Script.resource(DefineSecretStep.class, "undo-secret.sh");

  private final CephAdmin admin;

  DefineSecretStep(CephAdmin admin) {
    this.admin = admin;
  }

  @Override
  public Class<DefineSecret> action() {
    return DefineSecret.class;
  }

  @Override
  public Secrets inspect(StepContext context, DefineSecret action) {
    Optional<Secret> key = key(context, action);
    ScriptResult result =
        context
            .node()
            .inspect(
                Script.of("look at libvirt's secrets", INSPECT, action.secret())
                    .with(key.map(Stdin::of).orElse(Stdin.none())));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.NODE_UNSUITABLE,
          "libvirt on %s does not answer: %s"
              .formatted(context.node().address().name(), result.errorText()));
    }
    return Secrets.read(result.text(), key.map(Secret::fingerprint), isPlanned(context));
  }

  @Override
  public Plan plan(DefineSecret action, Secrets found) {
    return found
        .stop(action)
        .map(Plan::stop)
        .orElseGet(
            () -> found.change(action).map(DefineSecretStep::planned).orElseGet(() -> same(found)));
  }

  @Override
  public Outcome apply(StepContext context, DefineSecret action, Secrets found, Plan plan) {
    Secret key = key(context, action).orElseThrow();
    Script script =
        Script.of(
                "define a libvirt secret",
                DEFINE,
                context.dispatch().integration(),
                action.secret(),
                action.usage())
            .with(Stdin.of(key));
    ScriptResult result = context.node().change(script, context.fence());
    return result.succeeded()
        ? Outcome.asPlanned(plan)
        : Outcome.failed(
            ErrorCode.COMMAND_FAILED,
            "libvirt on %s refused the secret %s: %s"
                .formatted(context.node().address().name(), action.secret(), result.errorText()));
  }

  @Override
  public Outcome undo(StepContext context, DefineSecret action) {
    Script script =
        Script.of(
            "take a libvirt secret back", UNDO, context.dispatch().integration(), action.secret());
    ScriptResult result = context.node().change(script, context.fence());
    if (!result.succeeded()) {
      return Outcome.failed(
          ErrorCode.SECRET_CONFLICT,
          "The secret %s on %s stays: %s"
              .formatted(action.secret(), context.node().address().name(), result.errorText()));
    }
    return switch (result.text().strip()) {
      case "undefined" -> takenBack(Change.Kind.DELETE, action, "removed");
      case "restored" -> takenBack(Change.Kind.UPDATE, action, "has its former value again");
      default -> Outcome.asPlanned(Plan.nothing("the secret was not changed"));
    };
  }

  private Optional<Secret> key(StepContext context, DefineSecret action) {
    return admin.key(context.dispatch().saga(), action.ceph(), action.client());
  }

  private static boolean isPlanned(StepContext context) {
    return context.dispatch().mode() == Mode.PLAN;
  }

  private static Plan planned(Change change) {
    return Plan.of(change.subject() + " " + change.summary(), List.of(change));
  }

  private static Plan same(Secrets found) {
    return new Plan(
        "the secret is as wanted, key " + found.fingerprint().orElse("?"),
        List.of(),
        List.of(),
        Map.of());
  }

  private static Outcome takenBack(Change.Kind kind, DefineSecret action, String summary) {
    return Outcome.asPlanned(
        planned(Change.of(kind, "libvirt secret " + action.secret(), summary)));
  }
}
