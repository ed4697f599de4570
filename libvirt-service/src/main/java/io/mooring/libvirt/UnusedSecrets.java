package io.mooring.libvirt;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Secrets for Ceph which nobody on a node names; they go only when a person says so.
 *
 * @param unused their UUIDs
 * @param decisions what people decided
 */
record UnusedSecrets(List<UUID> unused, Decisions decisions) {
  private static final String REMOVE =
      "for secret; do inside virsh -q -c qemu:///system secret-undefine \"$secret\" </dev/null ||"
          + " exit; done";

  /** The plan with what people should know of them, and what is done about them. */
  Plan in(Plan plan) {
    return plan.noticing(unused.stream().map(UnusedSecrets::finding).toList())
        .also(removed().stream().map(UnusedSecrets::gone).toList());
  }

  /** Removes those that were decided on; what went wrong if something did. */
  Optional<Outcome> clean(StepContext context) {
    if (removed().isEmpty()) {
      return Optional.empty();
    }
    Script script =
        context
            .layouts()
            .of(ServiceKind.LIBVIRT)
            .script("remove unused libvirt secrets", REMOVE, removed().toArray());
    ScriptResult result = context.node().change(script, context.fence());
    return result.succeeded()
        ? Optional.empty()
        : Optional.of(
            Outcome.failed(
                ErrorCode.COMMAND_FAILED,
                "libvirt on %s does not remove unused secrets: %s"
                    .formatted(context.node().address().name(), result.errorText())));
  }

  private List<UUID> removed() {
    return unused.stream().filter(secret -> decisions.chose(key(secret), "remove")).toList();
  }

  private static Finding finding(UUID secret) {
    return Finding.warning(
            ErrorCode.LEFT_OVER,
            "Libvirt has the secret %s for Ceph, which nobody on this node names."
                .formatted(secret),
            ErrorCode.LEFT_OVER.next())
        .deciding(
            key(secret),
            new Choice("keep", "Leaves it as it is."),
            new Choice(
                "remove",
                "Removes the secret and its value for good; a domain that comes to this node with"
                    + " it can't open its volumes."));
  }

  private static Change gone(UUID secret) {
    return Change.of(
        Change.Kind.DELETE, "libvirt secret " + secret, "removed, as somebody decided");
  }

  private static String key(UUID secret) {
    return "left-over-secret:" + secret;
  }
}
