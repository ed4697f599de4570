package io.mooring.orchestrator.service;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.LastSagas;
import io.mooring.orchestrator.persistence.LastSagas.LastSaga;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.StepState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Does what integrations want done without anybody asking. Everything follows from the rows, so
 * that whichever orchestrator writes does it, and a restart forgets nothing.
 */
@ApplicationScoped
public class Upkeep {
  private final IntegrationRepository integrations;
  private final LastSagas lastSagas;
  private final EarlierRuns earlier;
  private final SagaStarts starts;
  private final SagaOrders orders;
  private final WriterTasks tasks;
  private final KnownLives lives;
  private final Clock clock;

  Upkeep(
      IntegrationRepository integrations,
      LastSagas lastSagas,
      EarlierRuns earlier,
      SagaStarts starts,
      SagaOrders orders,
      WriterTasks tasks,
      DocumentReader reader,
      @Identifier("orchestrator") Clock clock) {
    this.integrations = integrations;
    this.lastSagas = lastSagas;
    this.earlier = earlier;
    this.starts = starts;
    this.orders = orders;
    this.tasks = tasks;
    this.lives = new KnownLives(reader);
    this.clock = clock;
  }

  private record Due(String integration, Duties.Duty duty) {}

  /** Does what is due now. */
  public void doWhatIsDue() {
    List<Due> due = QuarkusTransaction.requiringNew().call(this::due);
    due.forEach(one -> fulfil(one.integration(), one.duty()));
  }

  private List<Due> due() {
    Instant now = clock.instant();
    Map<String, List<Duties.Run>> runs =
        lastSagas.ofEach(EarlierRuns.MOST_SAGAS).stream()
            .collect(
                Collectors.groupingBy(
                    LastSaga::integration, Collectors.mapping(Upkeep::run, Collectors.toList())));
    List<Due> due = new ArrayList<>();
    // What this release can't read says nothing of duties.
    lives
        .of(integrations.listAll())
        .forEach(
            (name, life) ->
                Duties.of(name, life, runs.getOrDefault(name, List.of()), now)
                    .forEach(duty -> due.add(new Due(name, duty))));
    return due;
  }

  private static Duties.Run run(LastSaga saga) {
    return new Duties.Run(
        saga.id(),
        saga.kind(),
        saga.state(),
        saga.counts(),
        saga.parent(),
        saga.endedAt().orElse(Instant.MAX));
  }

  private void fulfil(String integration, Duties.Duty duty) {
    switch (duty) {
      case Duties.Duty.MarkRolledBack mark ->
          tasks.order(
              mark.saga(),
              saga ->
                  new WriterTasks.Decision<>(
                      List.of(new SagaInput.RolledBack(mark.by())), mark.saga()));
      case Duties.Duty.TakeBack back -> {
        if (!onlyNodesAreAway(back.saga())) {
          start(integration, SagaKind.ROLLBACK, SagaPlans.Request.undoing(back.saga()));
        }
      }
      case Duties.Duty.TryNodesAgain again -> tryAgain(again.saga());
      case Duties.Duty.Verify verify ->
          start(integration, SagaKind.VERIFY, SagaPlans.Request.PLAIN);
    }
  }

  /** What can't be started now is due again the next time. */
  private void start(String integration, SagaKind kind, SagaPlans.Request request) {
    starts.start(
        integration,
        new SagaStarts.Asked(kind, request, Optional.empty(), HistoryEntry.ORCHESTRATOR));
  }

  private boolean onlyNodesAreAway(UUID saga) {
    return read(saga).stream()
        .flatMap(open -> open.steps().stream())
        .filter(step -> step.state() instanceof StepState.Halted)
        .allMatch(Upkeep::isAway);
  }

  private void tryAgain(UUID saga) {
    Set<StepName> away =
        read(saga).stream()
            .flatMap(open -> open.steps().stream())
            .filter(Upkeep::isAway)
            .map(SagaStep::name)
            .collect(Collectors.toSet());
    if (!away.isEmpty()) {
      orders.give(
          saga,
          new SagaOrders.Wanted(
              new SagaOrders.Target.Exactly(new Order.Retry(away)),
              OptionalLong.empty(),
              "perhaps the nodes are back"),
          HistoryEntry.ORCHESTRATOR);
    }
  }

  private Optional<OpenSaga> read(UUID saga) {
    return QuarkusTransaction.requiringNew().call(() -> earlier.one(saga));
  }

  /** Its node could not be reached, and the document does not say that this stops everything. */
  private static boolean isAway(SagaStep step) {
    return step.state() instanceof StepState.Halted halted
        && halted.problem().code() == ErrorCode.NODE_UNREACHABLE
        && switch (step.planned().unreachable()) {
          case WAIT -> true;
          case PARK, FAIL -> false;
        };
  }
}
