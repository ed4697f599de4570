package io.mooring.libvirt;

import io.mooring.contracts.Action.DefineSecret;
import io.mooring.contracts.Action.SecretAdoption;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.libvirt.Secrets.Reference;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Secret;
import io.mooring.node.Stdin;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.node.ceph.Monitors;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Defines the secret by which QEMU opens volumes. The key goes in by standard input and never comes
 * back: the node itself compares it with the value that libvirt has.
 */
@Singleton
final class DefineSecretStep implements Step<DefineSecret, SecretChoice> {
  private static final int UUID_LENGTH = 36;

  /** What undo-secret.sh ends with when a running domain uses the secret. */
  private static final int USED = 75;

  private static final String INSPECT =
      Script.resource(DefineSecretStep.class, "inspect-secret.sh");
  private static final String DEFINE = Script.resource(DefineSecretStep.class, "define-secret.sh");
  private static final String UNDO = Script.resource(DefineSecretStep.class, "undo-secret.sh");

  private static final String CINDER_SECRET =
      Script.resource(DefineSecretStep.class, "cinder-secret.sh");

  /** How cinder's configuration is called where it names a secret. */
  static final String CINDER = "cinder.conf";

  private final CephAdmin admin;

  DefineSecretStep(CephAdmin admin) {
    this.admin = admin;
  }

  @Override
  public Class<DefineSecret> action() {
    return DefineSecret.class;
  }

  @Override
  public SecretChoice inspect(StepContext context, DefineSecret action) {
    Optional<Secret> key = key(context, action);
    String monitors =
        key.isEmpty()
            ? ""
            : String.join(
                " ", Monitors.named(admin.minimalConf(context.dispatch().saga(), action.ceph())));
    Optional<UUID> decided = decided(context, action);
    ScriptResult result =
        context
            .node()
            .inspect(
                libvirt(context)
                    .script(
                        "look at libvirt's secrets",
                        INSPECT,
                        decided.orElse(action.secret()),
                        action.usage(),
                        action.client(),
                        monitors,
                        novaFiles(context),
                        context.dispatch().integration())
                    .with(key.map(Stdin::of).orElse(Stdin.none())));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.NODE_UNSUITABLE,
          "libvirt on %s does not answer: %s"
              .formatted(context.node().address().name(), result.errorText()));
    }
    Secrets found = Secrets.read(result.text());
    Secrets secrets =
        decided.isPresent()
            ? found
            : action
                .adoption()
                .flatMap(adoption -> named(context, adoption))
                .map(found::with)
                .orElse(found);
    UUID chosen = SecretChoice.choose(action, secrets, decided, context.decisions());
    return new SecretChoice(
        action,
        secrets,
        chosen,
        key.map(Secret::fingerprint),
        context.onlyPlans(),
        context.decisions(),
        LastingSecret.look(context, libvirt(context), chosen, action, key));
  }

  private static Layout libvirt(StepContext context) {
    return context.layouts().of(ServiceKind.LIBVIRT);
  }

  /** Where the node has what nova reads; the last one for the shell to expand. */
  private static String novaFiles(StepContext context) {
    Layout nova = context.layouts().of(ServiceKind.NOVA_COMPUTE);
    return Stream.of("/etc/nova/nova.conf", "/etc/nova/nova-compute.conf", "/etc/nova/nova.conf.d")
            .map(path -> nova.file(new FilePath(path)).path().value())
            .collect(Collectors.joining(" "))
        + "/*.conf";
  }

  @Override
  public Plan plan(DefineSecret action, SecretChoice found) {
    Plan plan =
        found
            .stop()
            .map(Plan::stop)
            .orElseGet(
                () -> {
                  Plan now = planned(action, found);
                  return found.lasting().map(lasting -> lasting.in(now)).orElse(now);
                });
    return found.unused().in(plan).on(List.of(found.seen()));
  }

  @Override
  public Outcome apply(StepContext context, DefineSecret action, SecretChoice found, Plan plan) {
    Optional<Outcome> refused = found.unused().clean(context);
    if (refused.isPresent()) {
      return refused.get();
    }
    Secret key = key(context, action).orElseThrow();
    if (found.change().isEmpty()) {
      return lasting(context, found, key, plan);
    }
    Script script =
        libvirt(context)
            .script(
                "define a libvirt secret",
                DEFINE,
                context.dispatch().integration(),
                context.author(),
                found.secret(),
                action.usage(),
                found.isPrivate() ? "yes" : "no",
                found.replaced().map(UUID::toString).orElse(""))
            .with(Stdin.of(key));
    ScriptResult result = context.node().change(script, context.fence());
    return result.succeeded()
        ? lasting(context, found, key, plan)
        : Outcome.failed(
            ErrorCode.COMMAND_FAILED,
            "libvirt on %s refused the secret %s: %s"
                .formatted(context.node().address().name(), found.secret(), result.errorText()));
  }

  private static Outcome lasting(StepContext context, SecretChoice found, Secret key, Plan plan) {
    return found
        .lasting()
        .map(lasting -> lasting.write(context, key, plan))
        .orElseGet(() -> Outcome.asPlanned(plan));
  }

  @Override
  public Outcome undo(StepContext context, DefineSecret action) {
    UUID secret = decided(context, action).orElse(action.secret());
    Optional<Outcome> kept = LastingSecret.putBack(context, libvirt(context), secret);
    if (kept.isPresent()) {
      return kept.get();
    }
    Script script =
        libvirt(context)
            .script(
                "take a libvirt secret back",
                UNDO,
                context.dispatch().integration(),
                context.undoesAll() ? "*" : context.author(),
                secret,
                action.usage());
    ScriptResult result = context.node().change(script, context.fence());
    if (!result.succeeded()) {
      return Outcome.failed(
          result.status() == USED ? ErrorCode.IN_USE : ErrorCode.COMMAND_FAILED,
          "The secret %s on %s stays: %s"
              .formatted(secret, context.node().address().name(), result.errorText()));
    }
    return switch (result.text().strip()) {
      case "undefined" -> takenBack(Change.Kind.DELETE, secret, "removed");
      case "restored" -> takenBack(Change.Kind.UPDATE, secret, "is what it was before");
      default -> Outcome.asPlanned(Plan.nothing("the secret was not changed by this saga"));
    };
  }

  /** The UUID that an earlier step of the saga decided on. */
  private static Optional<UUID> decided(StepContext context, DefineSecret action) {
    return Optional.ofNullable(context.dispatch().facts().get(action.owner().fact()))
        .map(UUID::fromString);
  }

  private static Optional<Reference> named(StepContext context, SecretAdoption adoption) {
    NodeSession controller = context.nodes().session(adoption.controller());
    Layout cinder = NodeLayouts.of(Map.of(), controller).of(ServiceKind.CINDER_VOLUME);
    Script script =
        Script.of(
            "look which secret cinder names",
            CINDER_SECRET,
            cinder.file(adoption.cinderConf()).path(),
            adoption.backend());
    String named = controller.inspect(script).text().strip();
    return named.length() == UUID_LENGTH
        ? Optional.of(
            new Reference(
                "%s on %s".formatted(CINDER, adoption.controller().name()), UUID.fromString(named)))
        : Optional.empty();
  }

  private Optional<Secret> key(StepContext context, DefineSecret action) {
    return admin.key(context.dispatch().saga(), action.ceph(), action.client());
  }

  private static Plan planned(DefineSecret action, SecretChoice found) {
    List<Change> changes = found.change().stream().toList();
    String summary =
        changes.isEmpty()
            ? "the secret %s is as wanted, key %s"
                .formatted(found.secret(), found.fingerprint().orElse("?"))
            : changes.getFirst().subject() + " " + changes.getFirst().summary();
    List<Finding> findings =
        found.secret().equals(action.secret()) || !action.decides()
            ? List.of()
            : List.of(
                Finding.info(
                    ErrorCode.SECRET_CONFLICT,
                    "The UUID %s is in use already, so it is used for all computes and in %s."
                        .formatted(found.secret(), found.named())));
    return new Plan(
        summary,
        changes,
        findings,
        action.decides() ? Map.of(action.owner().fact(), found.secret().toString()) : Map.of());
  }

  private static Outcome takenBack(Change.Kind kind, UUID secret, String summary) {
    Change change = Change.of(kind, "libvirt secret " + secret, summary);
    return Outcome.asPlanned(Plan.of(change.subject() + " " + change.summary(), List.of(change)));
  }
}
