package io.mooring.libvirt;

import io.mooring.contracts.Action.DefineSecret;
import io.mooring.contracts.Action.SecretOwner;
import io.mooring.contracts.Action.SecretPair;
import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.libvirt.Secrets.Held;
import io.mooring.libvirt.Secrets.Reference;
import io.mooring.libvirt.Secrets.Value;
import io.mooring.participant.step.Decisions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which secret a node is to hold, and what that takes.
 *
 * @param action what was asked for
 * @param secrets what the node has
 * @param secret UUID that it is to have: the decided one, or one that is in use already
 * @param fingerprint of the key, if the cephx user exists
 * @param onlyPlanned whether earlier steps are only planned, so that the user may not exist yet
 * @param decisions what people decided
 * @param lasting the files from which libvirt gets it when it is made anew; empty where it keeps it
 */
record SecretChoice(
    DefineSecret action,
    Secrets secrets,
    UUID secret,
    Optional<String> fingerprint,
    boolean onlyPlanned,
    Decisions decisions,
    Optional<LastingSecret> lasting) {
  private static final String ADOPT = "adopt";
  private static final String REPLACE = "replace";

  /** The choice where libvirt itself keeps its secrets. */
  SecretChoice(
      DefineSecret action,
      Secrets secrets,
      UUID secret,
      Optional<String> fingerprint,
      boolean onlyPlanned,
      Decisions decisions) {
    this(action, secrets, secret, fingerprint, onlyPlanned, decisions, Optional.empty());
  }

  /**
   * The UUID for all computes. The compute that decides takes what is in use already: the secret
   * that it has for this usage unless somebody names another one, else the one that cinder names,
   * if it is cinder's.
   *
   * @param decided what was decided before, if it was
   */
  static UUID choose(
      DefineSecret action, Secrets secrets, Optional<UUID> decided, Decisions decisions) {
    if (decided.isPresent() || !action.decides()) {
      return decided.orElse(action.secret());
    }
    Optional<UUID> present = secrets.ofUsage(action.usage());
    if (present.isPresent()) {
      boolean uncontested =
          secrets.besides(present.get(), action).isEmpty()
              || decisions.chose(key(present.get()), ADOPT);
      return uncontested ? present.get() : action.secret();
    }
    return secrets.references().stream()
        .filter(reference -> reference.by().startsWith(DefineSecretStep.CINDER))
        .map(Reference::secret)
        .filter(named -> !secrets.isForeign(named, action.usage()))
        .findFirst()
        .orElse(action.secret());
  }

  /** The secret that has the usage and has to go, since libvirt allows one for each. */
  Optional<UUID> replaced() {
    return secrets.ofUsage(action.usage()).filter(present -> !present.equals(secret));
  }

  boolean isPrivate() {
    return held().filter(Held::isPrivate).isPresent();
  }

  /** What stands in the way. */
  Optional<Finding> stop() {
    Optional<UUID> other = replaced();
    if (other.isPresent()
        && !mayReplace(other.get())
        && !decisions.chose(key(other.get()), REPLACE)) {
      return conflict(
              "Libvirt has the secret %s for \"%s\", of which it allows one, but %s is wanted.%s"
                  .formatted(other.get(), action.usage(), wanted(), references()),
              "Decide which one it is (%s in the document), and change or remove what names the other."
                  .formatted(field()))
          .map(stop -> stop.deciding(key(other.get()), ways(other.get())));
    }
    if (secrets.isForeign(secret, action.usage())) {
      return conflict(
          "Libvirt has a secret with the UUID %s for something else (%s)."
              .formatted(secret, secrets.held().get(secret).usage().orElse("not Ceph")),
          action.owner() == SecretOwner.NOVA
              ? "Choose another UUID (libvirt.novaSecretUuid in the document)."
              : "Name its usage in the document (libvirt.secretUsage), or choose another UUID.");
    }
    if (held().filter(found -> found.value() == Value.UNPROVED).isPresent()) {
      return conflict(
          "The secret %s is private, and libvirt has no rbd storage driver to try it with."
              .formatted(secret),
          "Install the driver (libvirt-daemon-driver-storage-rbd), or remove the secret where no"
              + " domain uses it (virsh secret-undefine %s), then retry.".formatted(secret));
    }
    if (fingerprint.isEmpty() && !onlyPlanned) {
      return Optional.of(
          Finding.stop(
              ErrorCode.CEPHX_USER_MISSING,
              "The Ceph cluster has no user client.%s.".formatted(action.client())));
    }
    return Optional.empty();
  }

  /** What is to be changed once nothing stands in the way. */
  Optional<Change> change() {
    String subject = "libvirt secret " + secret;
    String key =
        fingerprint
            .map(print -> ", key " + print)
            .orElse("; its value will be known when the step create-user is done");
    if (held().isEmpty()) {
      String place =
          replaced()
              .map(other -> " in the place of %s, which nobody names".formatted(other))
              .orElse("");
      return Optional.of(
          Change.of(
              Change.Kind.CREATE,
              subject,
              "defined for \"%s\" of client.%s%s%s"
                  .formatted(action.usage(), action.client(), place, key)));
    }
    if (held().get().flags().contains("ephemeral") && !isPrivate()) {
      return Optional.of(
          Change.of(Change.Kind.UPDATE, subject, "made to outlast a restart of libvirt" + key));
    }
    return switch (held().get().value()) {
      case SAME, UNPROVED -> Optional.empty();
      case DIFFERENT ->
          Optional.of(Change.of(Change.Kind.UPDATE, subject, "gets another value" + key));
      case NONE -> Optional.of(Change.of(Change.Kind.UPDATE, subject, "gets its value" + key));
    };
  }

  private Choice[] ways(UUID other) {
    Choice replace =
        new Choice(
            REPLACE,
            "Removes the secret %s%s and defines %s in its place; domains that name it can't open"
                    .formatted(
                        other,
                        secrets.held().get(other).isPrivate()
                            ? ", whose value nobody can read back,"
                            : "",
                        secret)
                + " their volumes when they start next.");
    return action.decides()
        ? new Choice[] {
          new Choice(ADOPT, "Uses %s for all computes and in %s.".formatted(other, named())),
          replace
        }
        : new Choice[] {replace};
  }

  /** What else names the secret, in a word. */
  String named() {
    return switch (action.owner()) {
      case CINDER -> "cinder";
      case NOVA -> "nova";
    };
  }

  private String field() {
    return switch (action.owner()) {
      case CINDER -> "libvirt.secretUuid";
      case NOVA -> "libvirt.novaSecretUuid";
    };
  }

  private static String key(UUID other) {
    return "secret-conflict:" + other;
  }

  /** What of the node this rests on. */
  Seen seen() {
    return new Seen(
        "libvirt secret " + secret,
        held()
            .map(found -> "value %s, key %s".formatted(found.value(), fingerprint.orElse("?")))
            .orElse("absent"));
  }

  /** Secrets that nobody on this node needs. */
  UnusedSecrets unused() {
    List<UUID> unused =
        secrets.held().entrySet().stream()
            .filter(held -> held.getValue().usage().isPresent())
            .filter(held -> !isOther(held.getValue()))
            .map(Map.Entry::getKey)
            .filter(held -> !held.equals(secret) && !replaced().equals(Optional.of(held)))
            .filter(held -> secrets.to(held).isEmpty())
            .toList();
    return new UnusedSecrets(unused, decisions);
  }

  /** Whether it is the other one of the integration's two. */
  private boolean isOther(Held held) {
    return action.pair().map(SecretPair::otherUsage).equals(held.usage());
  }

  private Optional<Held> held() {
    return Optional.ofNullable(secrets.held().get(secret));
  }

  /** Its value must be readable, so that it can be put back. */
  private boolean mayReplace(UUID other) {
    boolean contested = action.decides() && !secrets.besides(other, action).isEmpty();
    return !contested && secrets.to(other).isEmpty() && !secrets.held().get(other).isPrivate();
  }

  private String wanted() {
    return secret.equals(action.secret()) ? secret.toString() : secret + " (as the others have it)";
  }

  private String references() {
    List<String> named =
        secrets.references().stream()
            .map(reference -> reference.by() + " names " + reference.secret())
            .distinct()
            .toList();
    return named.isEmpty()
        ? ""
        : named.stream().limit(4).collect(Collectors.joining(", ", " Here ", "."));
  }

  private static Optional<Finding> conflict(String message, String next) {
    return Optional.of(Finding.stop(ErrorCode.SECRET_CONFLICT, message, next));
  }
}
