package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mooring.contracts.Change;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.StoredAttempt;
import io.mooring.orchestrator.saga.LegalOrders;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepProblem;
import io.mooring.orchestrator.saga.StepReport;
import io.mooring.orchestrator.saga.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A step.
 *
 * @param name {@code action@node} or {@code action:object@node}
 * @param action what is done
 * @param object on what, where the action alone does not say
 * @param node where it is done
 * @param participant who does it
 * @param phase the group that it is shown in: its action, or {@code look} before anything changes
 * @param phaseNumber that group's place in the runbook, from 1; 0 for looks
 * @param state {@code waiting}, {@code ready}, {@code running}, {@code backing-off}, {@code
 *     succeeded}, {@code failed}, {@code halted} (failed, and a person may choose a way out),
 *     {@code skipped} or {@code cancelled}
 * @param attempt the attempt that was dispatched last; 0 before the first
 * @param changed whether something was changed; absent until it succeeded
 * @param summary one line for people
 * @param startedAt when the last attempt was dispatched
 * @param endedAt when its outcome came
 * @param retryAt when it is retried automatically
 * @param durationMillis how long the participant worked
 * @param error why it is not done
 * @param changes what was changed
 * @param findings what people should know
 * @param dependsOn the steps that come first
 * @param mode {@code plan} (it looks, and changes are what would be changed), {@code apply} or
 *     {@code undo}
 * @param seen what its plan rests on
 * @param actions what can be asked about it now
 * @param attempts its newest attempts, the oldest first, each with what it ran on nodes; only where
 *     one step is read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Step",
    requiredProperties = {
      "name",
      "action",
      "node",
      "participant",
      "phase",
      "phaseNumber",
      "state",
      "attempt",
      "summary",
      "changes",
      "findings",
      "dependsOn",
      "mode",
      "seen",
      "actions"
    })
public record StepView(
    String name,
    String action,
    String object,
    String node,
    String participant,
    String phase,
    int phaseNumber,
    String state,
    int attempt,
    Boolean changed,
    String summary,
    Instant startedAt,
    Instant endedAt,
    Instant retryAt,
    Long durationMillis,
    Failure error,
    List<ChangeView> changes,
    List<FindingView> findings,
    List<String> dependsOn,
    String mode,
    List<SeenView> seen,
    List<ActionView> actions,
    List<StoredAttempt> attempts) {

  /**
   * Why a step is not done.
   *
   * @param code what is wrong, to search for
   * @param category who has to act
   * @param retryable whether it is retried automatically
   * @param message what happened and where
   * @param next what can be done
   */
  public record Failure(
      String code, String category, boolean retryable, String message, String next) {
    static Failure of(StepProblem problem) {
      return new Failure(
          problem.code().name(),
          lower(problem.code().category()),
          problem.retryable(),
          problem.message(),
          problem.next());
    }
  }

  /**
   * A change.
   *
   * @param kind {@code create}, {@code update}, {@code delete} or {@code restart}
   * @param subject the thing
   * @param summary one line
   * @param diff unified diff, where it is a text
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Change")
  public record ChangeView(String kind, String subject, String summary, String diff) {
    static ChangeView of(Change change) {
      return new ChangeView(
          lower(change.kind()), change.subject(), change.summary(), change.diff().orElse(null));
    }
  }

  /**
   * A finding.
   *
   * @param severity {@code info}, {@code warning} or {@code stop}
   * @param code what it is
   * @param message what was found
   * @param next what can be done
   * @param key what a decision about it is remembered by; absent when there is nothing to decide
   * @param choices the ways out of it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Finding")
  public record FindingView(
      String severity,
      String code,
      String message,
      String next,
      String key,
      List<ChoiceView> choices) {
    static FindingView of(Finding finding) {
      return new FindingView(
          lower(finding.severity()),
          finding.code().name(),
          finding.message(),
          finding.next(),
          finding.key().isEmpty() ? null : finding.key(),
          finding.choices().stream().map(it -> new ChoiceView(it.name(), it.effect())).toList());
    }
  }

  /**
   * A way out of a finding.
   *
   * @param name its word
   * @param effect what it will do
   */
  @Schema(name = "Choice")
  public record ChoiceView(String name, String effect) {}

  /**
   * Something that a plan rests on.
   *
   * @param subject the thing
   * @param state how it was
   */
  @Schema(name = "Seen")
  public record SeenView(String subject, String state) {
    static SeenView of(Seen seen) {
      return new SeenView(seen.subject(), seen.state());
    }
  }

  /** What is known of the end of the last attempt. */
  private record End(
      Boolean changed,
      Instant at,
      Instant retryAt,
      StepProblem problem,
      StepReport report,
      String summary) {
    static final End NONE = new End(null, null, null, null, null, "");

    static End of(StepState state) {
      return switch (state) {
        case StepState.Waiting waiting -> NONE;
        case StepState.Ready ready -> NONE;
        case StepState.Dispatched dispatched -> NONE;
        case StepState.BackingOff off ->
            new End(null, null, off.until(), off.problem(), null, off.problem().message());
        case StepState.Done done ->
            new End(changed(done), done.at(), null, null, done.report(), done.report().summary());
        case StepState.Halted halted ->
            new End(
                null,
                halted.at(),
                null,
                halted.problem(),
                halted.report(),
                halted.problem().message());
      };
    }

    private static Boolean changed(StepState.Done done) {
      return switch (done.result()) {
        case CHANGED -> true;
        case UNCHANGED -> false;
        case SKIPPED, CANCELLED -> null;
      };
    }
  }

  static StepView of(SagaStep step, Set<Order.Kind> legal, List<StepName> dependsOn) {
    End end = End.of(step.state());
    return new StepView(
        step.name().toString(),
        step.name().action(),
        step.name().object().orElse(null),
        step.node().value(),
        step.planned().participant().label(),
        step.planned().phase() == 0 ? "look" : step.name().action(),
        step.planned().phase(),
        step.state().label(),
        step.attempt(),
        end.changed(),
        end.summary(),
        step.startedAt().orElse(null),
        end.at(),
        end.retryAt(),
        end.report() == null ? null : end.report().took().toMillis(),
        end.problem() == null ? null : Failure.of(end.problem()),
        end.report() == null
            ? List.of()
            : end.report().changes().stream().map(ChangeView::of).toList(),
        end.report() == null
            ? List.of()
            : end.report().findings().stream().map(FindingView::of).toList(),
        dependsOn.stream().map(StepName::toString).toList(),
        lower(step.planned().mode()),
        end.report() == null ? List.of() : end.report().seen().stream().map(SeenView::of).toList(),
        ActionView.of(LegalOrders.of(legal, step.state()), step),
        null);
  }

  /** The same with its attempts. */
  StepView with(List<StoredAttempt> told) {
    return new StepView(
        name,
        action,
        object,
        node,
        participant,
        phase,
        phaseNumber,
        state,
        attempt,
        changed,
        summary,
        startedAt,
        endedAt,
        retryAt,
        durationMillis,
        error,
        changes,
        findings,
        dependsOn,
        mode,
        seen,
        actions,
        told);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
