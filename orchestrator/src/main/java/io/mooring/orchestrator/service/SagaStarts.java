package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.PoolName;
import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.document.Read;
import io.mooring.orchestrator.document.Violation;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.Leases;
import io.mooring.orchestrator.persistence.NewSagas;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.saga.EarlierSagas;
import io.mooring.orchestrator.saga.HistoryDetail;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.HistoryType;
import io.mooring.orchestrator.saga.NewSaga;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Resources;
import io.mooring.orchestrator.saga.SagaEngine;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;

/** Makes sagas: plans the integration as it is wanted now, stores the graph, starts it. */
@ApplicationScoped
public class SagaStarts {
  private final IntegrationRepository integrations;
  private final SagaRepository sagas;
  private final SagaRows rows;
  private final NewSagas newSagas;
  private final Leases leases;
  private final SagaWriter writer;
  private final WriterTasks tasks;
  private final CommandBus bus;
  private final SagaEngine engine;
  private final DocumentReader reader;
  private final SagaPlans plans;
  private final EarlierRuns earlier;
  private final Clock clock;
  private final Event<SagaAdvanced> advanced;

  SagaStarts(
      IntegrationRepository integrations,
      SagaRepository sagas,
      SagaRows rows,
      NewSagas newSagas,
      Leases leases,
      SagaWriter writer,
      WriterTasks tasks,
      CommandBus bus,
      SagaEngine engine,
      DocumentReader reader,
      SagaPlans plans,
      EarlierRuns earlier,
      @Identifier("orchestrator") Clock clock,
      Event<SagaAdvanced> advanced) {
    this.integrations = integrations;
    this.sagas = sagas;
    this.rows = rows;
    this.newSagas = newSagas;
    this.leases = leases;
    this.writer = writer;
    this.tasks = tasks;
    this.bus = bus;
    this.engine = engine;
    this.reader = reader;
    this.plans = plans;
    this.earlier = earlier;
    this.clock = clock;
    this.advanced = advanced;
  }

  /** The result of asking for a saga. */
  public sealed interface Outcome {
    /** It runs. */
    record Started(UUID saga) implements Outcome {}

    /** Another one of this integration runs. */
    record AlreadyRunning(UUID saga) implements Outcome {}

    /** The document was stored by a release that allowed more than this one. */
    record DocumentOutdated(List<Violation> violations) implements Outcome {}

    /** There is no such integration. */
    record NoSuchIntegration() implements Outcome {}

    /** No plan of the document as it is now has this hash. */
    record NoSuchPlan() implements Outcome {}

    /** There is nothing that could be taken back. */
    record NothingToUndo() implements Outcome {}

    /**
     * A pool was named that the document does not have.
     *
     * @param known those that it has
     */
    record NoSuchPool(Set<PoolName> known) implements Outcome {}

    /** No saga of this integration asked for this decision, or it had no such choice. */
    record NoSuchDecision(String finding) implements Outcome {}

    /** Something else comes first. */
    record NotYet(String reason) implements Outcome {}

    /** Another integration's saga works on a node, or on the cluster. */
    record Held(Leases.Holder holder) implements Outcome {}
  }

  /**
   * A saga that is asked for.
   *
   * @param kind what it is for
   * @param request what else is asked for
   * @param identity what it is to be called, where the same request may come twice
   * @param by who asks, why, and how patiently
   */
  public record Asked(
      SagaKind kind, SagaPlans.Request request, Optional<UUID> identity, Asking by) {}

  /**
   * Who asks.
   *
   * @param actor the name
   * @param why the reason, in the person's words; may be empty
   * @param waits whether the saga waits for nodes that others work on; else it is refused
   */
  public record Asking(String actor, String why, boolean waits) {
    /** Mooring itself, which asks again later. */
    public static final Asking ORCHESTRATOR = new Asking(HistoryEntry.ORCHESTRATOR, "", false);
  }

  private record Made(Outcome outcome, Optional<HeldSaga> saga) {
    static Made none(Outcome outcome) {
      return new Made(outcome, Optional.empty());
    }
  }

  /**
   * Starts a saga for an integration. Where another orchestrator writes, it is stored and begins
   * when that one finds it.
   */
  public Outcome start(String integration, Asked asked) {
    Made made =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Optional<IntegrationEntity> wanted = integrations.lock(integration);
                  if (wanted.isEmpty()) {
                    return Made.none(new Outcome.NoSuchIntegration());
                  }
                  Optional<UUID> same =
                      asked.identity().flatMap(sagas::findByIdOptional).map(saga -> saga.id);
                  if (same.isPresent()) {
                    return Made.none(new Outcome.Started(same.get()));
                  }
                  Optional<SagaEntity> last = sagas.newest(integration);
                  if (last.isPresent() && !last.get().state.atRest()) {
                    return Made.none(new Outcome.AlreadyRunning(last.get().id));
                  }
                  return create(wanted.get(), asked);
                });
    made.saga().ifPresent(this::handOver);
    return made.outcome();
  }

  private Made create(IntegrationEntity wanted, Asked asked) {
    return switch (reader.read(wanted.document.getBytes(StandardCharsets.UTF_8))) {
      case Read.Invalid invalid -> Made.none(new Outcome.DocumentOutdated(invalid.violations()));
      case Read.Valid valid -> create(wanted, valid.document(), asked);
    };
  }

  private Made create(IntegrationEntity wanted, IntegrationDocument document, Asked asked) {
    SagaPlans.Situation situation =
        new SagaPlans.Situation(document, wanted.document, wanted.secret, earlier.of(wanted.name));
    return switch (plans.prepare(asked.kind(), asked.request(), situation)) {
      case SagaPlans.Prepared.NoSuchPlan none -> Made.none(new Outcome.NoSuchPlan());
      case SagaPlans.Prepared.NothingToUndo nothing -> Made.none(new Outcome.NothingToUndo());
      case SagaPlans.Prepared.NoSuchPool none -> Made.none(new Outcome.NoSuchPool(none.known()));
      case SagaPlans.Prepared.NoSuchDecision none ->
          Made.none(new Outcome.NoSuchDecision(none.finding()));
      case SagaPlans.Prepared.NotYet notYet -> Made.none(new Outcome.NotYet(notYet.reason()));
      case SagaPlans.Prepared.Ready ready -> make(wanted, asked, ready, situation);
    };
  }

  private Made make(
      IntegrationEntity wanted,
      Asked asked,
      SagaPlans.Prepared.Ready ready,
      SagaPlans.Situation situation) {
    Instant now = clock.instant();
    IntegrationName name = new IntegrationName(wanted.name);
    NewSaga.Origin origin =
        new NewSaga.Origin(
            asked.identity().orElseGet(UUID::randomUUID),
            rows.nextEra(name, now),
            name,
            asked.kind(),
            ready.parent(),
            ready.facts(),
            ready.decisions());
    SortedSet<String> resources =
        Resources.of(
            asked.kind(),
            ready.graph().steps(),
            situation.document(),
            EarlierSagas.facts(situation.newestFirst()));
    Optional<Leases.Holder> holder = leases.take(origin.id(), wanted.name, resources, now);
    if (holder.isPresent() && !asked.by().waits()) {
      return Made.none(new Outcome.Held(holder.get()));
    }
    HeldSaga saga = new HeldSaga(OpenSaga.of(NewSaga.of(origin, ready.graph())));
    if (holder.isEmpty() && writer.isWriting()) {
      saga.apply(engine, new SagaInput.Start(asked.by().actor(), asked.by().why()), now);
    }
    List<HistoryEntry> history = new ArrayList<>(decisions(asked, now));
    history.addAll(
        holder.map(held -> List.of(waits(asked.by(), held, now))).orElseGet(saga::history));
    newSagas.insert(
        saga.open(),
        new NewSagas.Request(wanted.generation, asked.by().actor(), asked.by().why(), resources),
        history,
        now);
    advanced.fire(new SagaAdvanced(history));
    return new Made(new Outcome.Started(saga.id()), Optional.of(saga));
  }

  private static List<HistoryEntry> decisions(Asked asked, Instant now) {
    String why = asked.by().why();
    return new TreeMap<>(asked.request().decided())
        .entrySet().stream()
            .map(
                it ->
                    new HistoryEntry(
                        HistoryType.DECISION_TAKEN,
                        now,
                        Optional.empty(),
                        OptionalInt.empty(),
                        asked.by().actor(),
                        it.getKey() + ": " + it.getValue() + (why.isEmpty() ? "" : ": " + why),
                        new HistoryDetail.Decided(it.getKey(), it.getValue(), why)))
            .toList();
  }

  private static HistoryEntry waits(Asking by, Leases.Holder holder, Instant now) {
    return new HistoryEntry(
        HistoryType.SAGA_WAITS,
        now,
        Optional.empty(),
        OptionalInt.empty(),
        by.actor(),
        "it begins when saga %d of integration %s is done with %s"
            .formatted(holder.number(), holder.integration(), holder.subject()),
        new HistoryDetail.Begun(by.why()));
  }

  /** Before the commands leave, so that the writer knows the saga when the first event comes. */
  private void handOver(HeldSaga saga) {
    List<Command> commands = saga.committed();
    if (saga.saga().state() != SagaState.CREATED) {
      tasks.adopt(saga);
      bus.send(commands);
    }
  }
}
