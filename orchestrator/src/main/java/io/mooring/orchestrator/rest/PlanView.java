package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mooring.contracts.Finding;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.saga.SagaStep;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a saga that looks has found: what would be done, where, and what stands against it.
 *
 * @param saga the saga
 * @param number its short number for people
 * @param integration name of its integration
 * @param generation the generation of the document that it was planned from
 * @param complete whether everything was looked at
 * @param hash by what exactly this can be applied; absent until it is complete
 * @param totals how much would be done
 * @param nodes what would be done where
 * @param decisions what stops an apply before it changes anything, with the choices that there are
 * @param unknown what could not be looked at, and why
 * @param restarts the restarts to come, as names of steps
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Plan",
    requiredProperties = {
      "saga",
      "number",
      "integration",
      "generation",
      "complete",
      "totals",
      "nodes",
      "decisions",
      "unknown",
      "restarts"
    })
public record PlanView(
    UUID saga,
    long number,
    String integration,
    int generation,
    boolean complete,
    String hash,
    Totals totals,
    List<NodePlan> nodes,
    List<Decision> decisions,
    List<Unknown> unknown,
    List<String> restarts) {

  /**
   * How much would be done.
   *
   * @param create things that would be made
   * @param update things that would be changed
   * @param delete things that would be removed
   * @param restart services that would be restarted
   * @param nodes nodes on which something would be done
   */
  @Schema(name = "PlanTotals")
  public record Totals(int create, int update, int delete, int restart, int nodes) {}

  /**
   * What would be done on a node.
   *
   * @param node its name
   * @param steps the steps that would do something, or have something to say
   */
  public record NodePlan(String node, List<Item> steps) {}

  /**
   * What one step would do.
   *
   * @param step its name in an apply
   * @param summary one line
   * @param changes what it would change
   * @param findings what people should know
   * @param seen what that rests on
   */
  @Schema(name = "PlanItem")
  public record Item(
      String step,
      String summary,
      List<StepView.ChangeView> changes,
      List<StepView.FindingView> findings,
      List<StepView.SeenView> seen) {}

  /**
   * Something that stops an apply.
   *
   * @param step at which step
   * @param finding what, with the choices that there are
   */
  @Schema(name = "PlanDecision")
  public record Decision(String step, StepView.FindingView finding) {}

  /**
   * Something that could not be looked at.
   *
   * @param step which
   * @param reason why not, or when it will be known
   */
  @Schema(name = "PlanUnknown")
  public record Unknown(String step, String reason) {}

  static PlanView of(
      SagaEntity saga,
      List<SagaStep> steps,
      Function<SagaStep, List<StepName>> waitsFor,
      String hash) {
    PlanReport report = new PlanReport(steps, waitsFor);
    List<Unknown> unknown = report.unknown();
    List<NodePlan> nodes = report.nodes();
    List<String> restarts = report.restarts();
    return new PlanView(
        saga.id,
        saga.number,
        saga.integration,
        saga.generation,
        unknown.isEmpty(),
        hash,
        report.totals(nodes, restarts),
        nodes,
        report.decisions(),
        unknown,
        restarts);
  }

  /** Whether a finding stands in the way of an apply. */
  static boolean stops(Finding finding) {
    return finding.severity() == Finding.Severity.STOP;
  }
}
