package io.mooring.orchestrator.rest;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.TouchedFiles;
import io.mooring.orchestrator.planner.Work;
import io.mooring.orchestrator.saga.Result;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepReport;
import io.mooring.orchestrator.saga.StepState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a plan out of the steps that looked. Pure. */
final class PlanReport {
  private final List<SagaStep> looks;
  private final List<SagaStep> all;
  private final Function<SagaStep, List<StepName>> waitsFor;

  /**
   * A report.
   *
   * @param steps all steps of the saga, in the order of the runbook
   * @param waitsFor the steps that come before one
   */
  PlanReport(List<SagaStep> steps, Function<SagaStep, List<StepName>> waitsFor) {
    this.all = steps;
    this.looks = steps.stream().filter(step -> step.planned().mode() == Mode.PLAN).toList();
    this.waitsFor = waitsFor;
  }

  List<PlanView.NodePlan> nodes() {
    Map<String, List<PlanView.Item>> byNode = new LinkedHashMap<>();
    for (SagaStep look : looks) {
      report(look)
          .filter(report -> !report.changes().isEmpty() || !report.findings().isEmpty())
          .ifPresent(
              report ->
                  byNode
                      .computeIfAbsent(look.node().value(), node -> new ArrayList<>())
                      .add(item(look, report)));
    }
    return byNode.entrySet().stream()
        .map(entry -> new PlanView.NodePlan(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  private static PlanView.Item item(SagaStep look, StepReport report) {
    return new PlanView.Item(
        Work.changing(look.name()).toString(),
        report.summary(),
        report.changes().stream().map(StepView.ChangeView::of).toList(),
        report.findings().stream().map(StepView.FindingView::of).toList(),
        report.seen().stream().map(StepView.SeenView::of).toList());
  }

  List<PlanView.Decision> decisions() {
    List<PlanView.Decision> decisions = new ArrayList<>();
    for (SagaStep look : looks) {
      report(look).stream()
          .flatMap(report -> report.findings().stream())
          .filter(PlanView::stops)
          .map(StepView.FindingView::of)
          .map(it -> new PlanView.Decision(Work.changing(look.name()).toString(), it))
          .forEach(decisions::add);
    }
    return decisions;
  }

  List<PlanView.Unknown> unknown() {
    Set<StepName> done =
        all.stream()
            .filter(step -> step.state() instanceof StepState.Done)
            .map(SagaStep::name)
            .collect(Collectors.toSet());
    List<PlanView.Unknown> unknown = new ArrayList<>();
    for (SagaStep step : all) {
      reason(step, done)
          .map(why -> new PlanView.Unknown(Work.changing(step.name()).toString(), why))
          .ifPresent(unknown::add);
    }
    return unknown;
  }

  private Optional<String> reason(SagaStep step, Set<StepName> done) {
    return switch (step.state()) {
      case StepState.Done d ->
          switch (d.result()) {
            case CHANGED, UNCHANGED -> Optional.empty();
            case SKIPPED, CANCELLED -> Optional.of("It was left out.");
          };
      case StepState.Halted halted when halted.problem().code() == ErrorCode.CEPHX_USER_MISSING ->
          Optional.of(
              "It will be known when its cephx user is made. " + halted.problem().message());
      case StepState.Halted halted -> Optional.of(halted.problem().message());
      case StepState.BackingOff off -> Optional.of(off.problem().message());
      case StepState.Ready ready -> Optional.of("It is about to be looked at.");
      case StepState.Dispatched dispatched -> Optional.of("It is being looked at.");
      case StepState.Waiting waiting ->
          Optional.of(
              "It will be known when "
                  + waitsFor.apply(step).stream()
                      .filter(name -> !done.contains(name))
                      .map(name -> Work.changing(name).toString())
                      .collect(Collectors.joining(" and "))
                  + " is done.");
    };
  }

  /** A service is restarted when it is due already, or when a file that it reads would change. */
  List<String> restarts() {
    Map<NodeName, Set<FilePath>> changing =
        looks.stream()
            .filter(PlanReport::wouldChange)
            .collect(
                Collectors.groupingBy(
                    SagaStep::node,
                    Collectors.flatMapping(
                        look -> files(look).written().stream(), Collectors.toSet())));
    return looks.stream()
        .filter(look -> isRestart(look) && (wouldChange(look) || readsAny(look, changing)))
        .map(look -> Work.changing(look.name()).toString())
        .toList();
  }

  private static boolean isRestart(SagaStep look) {
    return !files(look).read().isEmpty();
  }

  private static boolean readsAny(SagaStep restart, Map<NodeName, Set<FilePath>> changing) {
    Set<FilePath> there = changing.getOrDefault(restart.node(), Set.of());
    return files(restart).read().stream().anyMatch(there::contains);
  }

  private static TouchedFiles files(SagaStep look) {
    return TouchedFiles.of(look.planned().action());
  }

  PlanView.Totals totals(List<PlanView.NodePlan> nodes, List<String> restarts) {
    Map<Change.Kind, Long> kinds =
        looks.stream()
            .flatMap(look -> report(look).stream())
            .flatMap(report -> report.changes().stream())
            .collect(Collectors.groupingBy(Change::kind, Collectors.counting()));
    Set<String> touched =
        nodes.stream()
            .filter(node -> node.steps().stream().anyMatch(item -> !item.changes().isEmpty()))
            .map(PlanView.NodePlan::node)
            .collect(Collectors.toCollection(TreeSet::new));
    restarts.forEach(step -> touched.add(StepName.parse(step).node().value()));
    return new PlanView.Totals(
        count(kinds, Change.Kind.CREATE),
        count(kinds, Change.Kind.UPDATE),
        count(kinds, Change.Kind.DELETE),
        restarts.size(),
        touched.size());
  }

  private static int count(Map<Change.Kind, Long> kinds, Change.Kind kind) {
    return kinds.getOrDefault(kind, 0L).intValue();
  }

  private static boolean wouldChange(SagaStep look) {
    return look.state() instanceof StepState.Done done && done.result() == Result.CHANGED;
  }

  private static Optional<StepReport> report(SagaStep look) {
    return switch (look.state()) {
      case StepState.Done done -> Optional.of(done.report());
      case StepState.Halted halted -> Optional.of(halted.report());
      case StepState.Waiting w -> Optional.empty();
      case StepState.Ready r -> Optional.empty();
      case StepState.Dispatched d -> Optional.empty();
      case StepState.BackingOff b -> Optional.empty();
    };
  }
}
