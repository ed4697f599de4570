package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What earlier sagas of the integration leave for a plan.
 *
 * @param secret UUID of the libvirt secret that was made for this integration; what the document
 *     itself says goes first
 * @param changed when each step last changed something, or may have; as far back as the oldest of
 *     the proofs
 * @param proofs what was proved, unless it failed since
 * @param unsettled the changing steps whose last command ended nobody knows how
 * @param digests what each look must see again, where a certain plan is to be carried out
 */
public record Past(
    UUID secret,
    Map<StepName, Instant> changed,
    Map<StepName, Proof> proofs,
    Set<StepName> unsettled,
    Map<StepName, String> digests) {
  /** Keeps its own copies. */
  public Past {
    changed = Map.copyOf(changed);
    proofs = Map.copyOf(proofs);
    unsettled = Set.copyOf(unsettled);
    digests = Map.copyOf(digests);
  }

  /**
   * Something that was proved.
   *
   * @param action what
   * @param at when
   */
  public record Proof(Action action, Instant at) {}

  /** Nothing is known but the secret. */
  public static Past none(UUID secret) {
    return new Past(secret, Map.of(), Map.of(), Set.of(), Map.of());
  }

  /** The same, without what was proved, so that everything is proved anew. */
  public Past unproved() {
    return new Past(secret, changed, Map.of(), unsettled, digests);
  }

  /** The same, for carrying out a certain plan. */
  public Past expecting(Map<StepName, String> planned) {
    return new Past(secret, changed, proofs, unsettled, planned);
  }

  /** When exactly this was proved last. */
  Optional<Instant> proved(StepName step, Action action) {
    return Optional.ofNullable(proofs.get(step))
        .filter(proof -> proof.action().equals(action))
        .map(Proof::at);
  }
}
