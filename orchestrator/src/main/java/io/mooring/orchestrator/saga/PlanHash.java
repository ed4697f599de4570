package io.mooring.orchestrator.saga;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Work;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names a plan by what was seen and what would be done, so that exactly it can be carried out. */
public final class PlanHash {
  private static final int SHOWN = 12;

  private PlanHash() {}

  /**
   * The hash of a plan: {@code p-} and 12 hexadecimal digits.
   *
   * @param document the document that it was made for, as it is stored
   * @param saga a saga of kind plan
   * @return empty while it has not ended, or when a look failed: what is not known can't be agreed
   *     to
   */
  public static Optional<String> of(String document, SagaView saga) {
    return of(document, saga.saga().kind(), saga.saga().state(), saga.steps());
  }

  /** The same of a saga of which this is known. */
  public static Optional<String> of(
      String document, SagaKind kind, SagaState state, Collection<SagaStep> steps) {
    if (kind != SagaKind.PLAN || state != SagaState.SUCCEEDED) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    digest.update(document.getBytes(UTF_8));
    named(steps).forEach((look, seen) -> digest.update(("\n" + look + "=" + seen).getBytes(UTF_8)));
    return Optional.of("p-" + HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN));
  }

  /** What each look of a plan saw, by a digest; what must be seen again when it is carried out. */
  public static Map<StepName, String> digests(SagaView plan) {
    return digests(plan.steps());
  }

  private static Map<StepName, String> digests(Collection<SagaStep> steps) {
    Map<StepName, String> digests = new HashMap<>();
    for (SagaStep step : steps) {
      if (step.planned().mode() == Mode.PLAN
          && Work.of(step.planned().action()) == Work.CHANGE
          && step.state() instanceof StepState.Done done) {
        done.report().digest().ifPresent(seen -> digests.put(step.name(), seen));
      }
    }
    return digests;
  }

  private static Map<String, String> named(Collection<SagaStep> steps) {
    Map<String, String> named = new TreeMap<>();
    digests(steps).forEach((look, seen) -> named.put(look.toString(), seen));
    return named;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java has SHA-256", never);
    }
  }
}
