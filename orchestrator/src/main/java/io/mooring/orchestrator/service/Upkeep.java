package io.mooring.orchestrator.service;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.Read;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.Leases;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.UpkeepRows;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
  private static final int MOST_AT_ONCE = 50;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  private final UpkeepRows upkeep;
  private final IntegrationRepository integrations;
  private final SagaRepository sagas;
  private final Leases leases;
  private final EarlierRuns earlier;
  private final SagaStarts starts;
  private final SagaOrders orders;
  private final WriterTasks tasks;
  private final DocumentReader reader;
  private final Clock clock;

  Upkeep(
      UpkeepRows upkeep,
      IntegrationRepository integrations,
      SagaRepository sagas,
      Leases leases,
      EarlierRuns earlier,
      SagaStarts starts,
      SagaOrders orders,
      WriterTasks tasks,
      DocumentReader reader,
      @Identifier("orchestrator") Clock clock) {
    this.upkeep = upkeep;
    this.integrations = integrations;
    this.sagas = sagas;
    this.leases = leases;
    this.earlier = earlier;
    this.starts = starts;
    this.orders = orders;
    this.tasks = tasks;
    this.reader = reader;
    this.clock = clock;
  }

  /** Does what is due now. */
  public void doWhatIsDue() {
    Instant now = clock.instant();
    QuarkusTransaction.requiringNew()
        .call(
            () -> {
              leases.endForgotten(now);
              return upkeep.due(now, MOST_AT_ONCE);
            })
        .forEach(due -> lookAt(due, now));
  }

  private void lookAt(UpkeepRows.Due due, Instant now) {
    List<Duties.Duty> duties =
        QuarkusTransaction.requiringNew().call(() -> dutiesOf(due.integration(), now, due));
    duties.forEach(duty -> fulfil(due.integration(), duty));
  }

  private List<Duties.Duty> dutiesOf(String name, Instant now, UpkeepRows.Due due) {
    Optional<IntegrationDocument> document =
        integrations.findByIdOptional(name).flatMap(this::document);
    if (document.isEmpty()) {
      upkeep.looked(due, Optional.empty());
      return List.of();
    }
    IntegrationDocument.Life life = document.get().life();
    List<Duties.Run> runs = runs(name);
    List<Duties.Duty> duties = Duties.of(name, life, runs, now);
    // What can't be done yet, because a saga runs or others have the nodes, is tried again soon.
    upkeep.looked(
        due,
        duties.isEmpty() ? Duties.next(name, life, runs) : Optional.of(now.plus(BETWEEN_TRIES)));
    return duties;
  }

  private List<Duties.Run> runs(String integration) {
    List<SagaEntity> last = sagas.lookedBackAt(integration, EarlierRuns.MOST_SAGAS);
    Map<UUID, Set<String>> parked =
        upkeep.parked(
            last.stream()
                .filter(saga -> saga.counts().skipped() > 0)
                .map(saga -> saga.id)
                .toList());
    return last.stream().map(saga -> run(saga, parked.getOrDefault(saga.id, Set.of()))).toList();
  }

  /** What this release can't read says nothing of duties. */
  private Optional<IntegrationDocument> document(IntegrationEntity integration) {
    return switch (reader.read(integration.document.getBytes(StandardCharsets.UTF_8))) {
      case Read.Valid valid -> Optional.of(valid.document());
      case Read.Invalid outdated -> Optional.empty();
    };
  }

  private static Duties.Run run(SagaEntity saga, Set<String> parked) {
    return new Duties.Run(
        saga.id,
        saga.kind,
        saga.state,
        saga.counts(),
        Optional.ofNullable(saga.parent),
        saga.endedAt == null ? Instant.MAX : saga.endedAt,
        parked);
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
      case Duties.Duty.CatchUp parked ->
          start(
              integration,
              SagaKind.APPLY,
              SagaPlans.Request.catchingUp(
                  parked.nodes().stream().map(NodeName::new).collect(Collectors.toSet())));
      case Duties.Duty.Verify verify ->
          start(integration, SagaKind.VERIFY, SagaPlans.Request.PLAIN);
    }
  }

  /** What can't be started now is due again the next time. */
  private void start(String integration, SagaKind kind, SagaPlans.Request request) {
    starts.start(
        integration,
        new SagaStarts.Asked(kind, request, Optional.empty(), SagaStarts.Asking.ORCHESTRATOR));
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
