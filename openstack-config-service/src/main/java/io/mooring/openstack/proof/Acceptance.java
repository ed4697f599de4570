package io.mooring.openstack.proof;

import io.mooring.contracts.ErrorCode;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import java.util.List;
import java.util.Optional;

/** How a step ends that tried a service for real. */
public final class Acceptance {
  private Acceptance() {}

  /**
   * Failed with the problem, or done with nothing changed.
   *
   * @param problem what is not as it should be; empty when all is
   * @param service which service was tried, and through which node
   * @param advice where the reason can be found, and what to do then
   * @param passed what was seen when all is as it should be
   */
  public static Outcome of(Optional<String> problem, String service, String advice, String passed) {
    return problem
        .<Outcome>map(
            words ->
                new Outcome.Failed(
                    ErrorCode.ACCEPTANCE_FAILED, service + ": " + words, advice, List.of()))
        .orElseGet(() -> Outcome.asPlanned(Plan.nothing(passed)));
  }
}
