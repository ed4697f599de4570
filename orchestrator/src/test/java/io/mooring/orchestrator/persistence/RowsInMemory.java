package io.mooring.orchestrator.persistence;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.SagaStep;
import jakarta.enterprise.inject.Vetoed;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of sagas without a database, and the right to write them, for several orchestrators. */
public final class RowsInMemory {
  private final Map<UUID, Row> sagas = new LinkedHashMap<>();
  private final boolean throughJson;
  private final Watcher watcher;
  private Optional<Session> writer = Optional.empty();

  /** Is told of every commit. */
  public interface Watcher {
    /**
     * Rows were written.
     *
     * @param former the saga's row before
     * @param formerSteps the rows of the written steps before
     * @param row the saga as it is now
     */
    void written(Saga former, Collection<SagaStep> formerSteps, Row row, SagaWrite write);
  }

  /**
   * Rows.
   *
   * @param throughJson whether steps are stored as the JSON of the real rows, which is slower
   */
  public RowsInMemory(boolean throughJson, Watcher watcher) {
    this.throughJson = throughJson;
    this.watcher = watcher;
  }

  /** The rows of one saga. */
  public static final class Row {
    private final Map<StepName, SagaStep> steps = new LinkedHashMap<>();
    private final List<Edge> edges;
    private final List<StepName> looks;
    private final Map<NodeName, List<StepName>> stepsOf;
    private final Map<StepName, List<StepName>> dependsOn = new HashMap<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private final String actor;
    private final Instant createdAt;
    private Saga saga;

    private Row(OpenSaga made, List<Edge> edges, String actor, Instant createdAt) {
      this.saga = made.saga();
      this.edges = edges;
      this.actor = actor;
      this.createdAt = createdAt;
      this.looks =
          made.steps().stream().filter(step -> step.planned().gate()).map(SagaStep::name).toList();
      this.stepsOf =
          made.steps().stream().map(SagaStep::name).collect(Collectors.groupingBy(StepName::node));
      for (Edge edge : edges) {
        dependsOn.computeIfAbsent(edge.after(), name -> new ArrayList<>()).add(edge.before());
      }
    }

    /** The saga's own row. */
    public Saga saga() {
      return saga;
    }

    /** All steps, in the order of the plan. */
    public Collection<SagaStep> steps() {
      return steps.values();
    }

    /** A step. */
    public SagaStep step(StepName name) {
      return steps.get(name);
    }

    /** The steps of a node. */
    public List<StepName> stepsOf(NodeName node) {
      return stepsOf.get(node);
    }

    /** The steps that hold everything back until they have ended well. */
    public List<SagaStep> looks() {
      return looks.stream().map(steps::get).toList();
    }

    /** The steps that a step waits for. */
    public List<StepName> dependsOn(StepName step) {
      return dependsOn.getOrDefault(step, List.of());
    }

    /** Everything that happened, in order. */
    public List<HistoryEntry> history() {
      return history;
    }

    /** The saga as whoever reads it now has it. */
    public OpenSaga open() {
      return new OpenSaga(saga, List.copyOf(steps.values()), edges);
    }
  }

  /** Adds a saga as it is. */
  public void insert(
      OpenSaga made, List<Edge> edges, List<HistoryEntry> history, String actor, Instant now) {
    Row row = new Row(made, edges, actor, now);
    made.steps().forEach(step -> row.steps.put(step.name(), stored(step)));
    row.history.addAll(history);
    sagas.put(made.saga().id(), row);
  }

  /** The rows of a saga. */
  public Row of(UUID saga) {
    return sagas.get(saga);
  }

  /** The session that has the right to write is ended, as when its process dies or is frozen. */
  public void endWriter() {
    writer = Optional.empty();
  }

  /** A session for one process. */
  public WriterSession session() {
    return new Session();
  }

  /** Reading, for one process. */
  public StoredSagas stored() {
    return new Reading();
  }

  /** The rest that the rows can do, for one process. */
  public SagaRows rows() {
    return new Looking();
  }

  private WriterSession.Written commit(Collection<SagaWrite> writes) {
    for (SagaWrite write : writes) {
      Row row = sagas.get(write.saga().id());
      if (row == null || row.saga.version() != write.former()) {
        return WriterSession.Written.OUTDATED;
      }
    }
    writes.forEach(this::commit);
    return WriterSession.Written.COMMITTED;
  }

  private void commit(SagaWrite write) {
    Row row = sagas.get(write.saga().id());
    Saga former = row.saga;
    List<SagaStep> formerSteps =
        write.steps().stream().map(step -> row.steps.get(step.name())).toList();
    row.saga = write.saga();
    write.steps().forEach(step -> row.steps.put(step.name(), stored(step)));
    row.history.addAll(write.history());
    watcher.written(former, formerSteps, row, write);
  }

  private SagaStep stored(SagaStep step) {
    return throughJson ? SagaInMemory.stored(step) : step;
  }

  @Vetoed
  private final class Session extends WriterSession {
    private boolean held;

    Session() {
      super(null);
    }

    @Override
    public boolean isHeld() {
      return held;
    }

    @Override
    public boolean take() {
      if (writer.isEmpty()) {
        writer = Optional.of(this);
        held = true;
      }
      return held;
    }

    @Override
    public void showAlive() {
      if (writer.filter(this::equals).isEmpty()) {
        throw new DatabaseFault(new SQLException("the session was ended", "57P01"));
      }
    }

    @Override
    public Written write(Collection<SagaWrite> writes, Instant now, Optional<Runnable> meanwhile) {
      showAlive();
      meanwhile.ifPresent(Runnable::run);
      return commit(writes);
    }

    @Override
    public void giveUp() {
      held = false;
      if (writer.filter(this::equals).isPresent()) {
        endWriter();
      }
    }
  }

  @Vetoed
  private final class Reading extends StoredSagas {
    Reading() {
      super(null);
    }

    @Override
    public Optional<Stored> one(UUID saga) {
      return Optional.ofNullable(sagas.get(saga)).map(row -> new Stored.Readable(row.open()));
    }

    @Override
    public Map<UUID, Stored> load(Collection<UUID> ids) {
      Map<UUID, Stored> found = new LinkedHashMap<>();
      ids.forEach(id -> one(id).ifPresent(saga -> found.put(id, saga)));
      return found;
    }
  }

  /** Leases of which nobody ever has one that another one wants. */
  public Leases leases() {
    return new FreeLeases();
  }

  @Vetoed
  private static final class FreeLeases extends Leases {
    FreeLeases() {
      super(null);
    }

    @Override
    public Optional<Holder> takeAtOnce(
        UUID saga, String integration, SortedSet<String> resources, Instant now) {
      return Optional.empty();
    }
  }

  @Vetoed
  private final class Looking extends SagaRows {
    Looking() {
      super(null);
    }

    @Override
    public List<OpenRow> open() {
      List<OpenRow> open = new ArrayList<>();
      sagas.forEach(
          (id, row) -> {
            if (!row.saga.state().atRest()) {
              boolean begun = row.saga.state() != SagaState.CREATED;
              open.add(new OpenRow(id, row.saga.version(), begun, row.createdAt));
            }
          });
      return open;
    }

    @Override
    public List<NotBegun> notBegun() {
      return sagas.values().stream()
          .filter(row -> row.saga.state() == SagaState.CREATED)
          .map(
              row ->
                  new NotBegun(
                      row.saga.id(),
                      row.saga.integration().value(),
                      row.actor,
                      "",
                      new TreeSet<>()))
          .toList();
    }

    @Override
    public WriterSession.Written write(SagaWrite write, Instant now) {
      return commit(List.of(write));
    }

    @Override
    public List<UUID> quarantined(Collection<UUID> ids) {
      return List.of();
    }
  }
}
