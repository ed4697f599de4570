package io.mooring.orchestrator.persistence;

import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.saga.Intent;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.SagaStep;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads whole sagas into memory. */
@ApplicationScoped
public class StoredSagas {
  private final Sql sql;

  StoredSagas(Sql sql) {
    this.sql = sql;
  }

  /** What its rows say of a saga. */
  public sealed interface Stored {
    /**
     * It can be read.
     *
     * @param saga the saga
     */
    record Readable(OpenSaga saga) implements Stored {}

    /** Its rows can't be read. */
    record Unreadable(Throwable defect) implements Stored {}
  }

  private record RawStep(
      UUID saga, int ordinal, String name, Integer[] dependsOn, Supplier<SagaStep> step) {}

  /** One saga, read in a transaction of its own; empty when it is unknown or set aside. */
  public Optional<Stored> one(UUID saga) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Optional.ofNullable(load(List.of(saga)).get(saga)));
  }

  /** These sagas; unknown ones, and those that are set aside, are left out. */
  public Map<UUID, Stored> load(Collection<UUID> ids) {
    String[] wanted = ids.stream().map(UUID::toString).toArray(String[]::new);
    Map<UUID, Supplier<Saga>> sagas = new LinkedHashMap<>();
    sql.query(
        "select * from saga where id = any(?::uuid[]) and state <> 'QUARANTINED'",
        row -> sagas.put(row.getObject("id", UUID.class), rawSaga(row)),
        (Object) wanted);
    Map<UUID, List<RawStep>> steps = new HashMap<>();
    sql.query(
            """
            select p.saga, p.ordinal, p.name, p.planned, p.depends_on, s.state, s.detail, s.attempt,
              s.tries, s.started_at, s.marks
            from saga_plan p join saga_step s on s.saga = p.saga and s.ordinal = p.ordinal
            where p.saga = any(?::uuid[]) order by p.saga, p.ordinal
            """,
            StoredSagas::rawStep,
            (Object) wanted)
        .forEach(step -> steps.computeIfAbsent(step.saga(), saga -> new ArrayList<>()).add(step));
    Map<UUID, Stored> stored = new LinkedHashMap<>();
    sagas.forEach((id, saga) -> stored.put(id, stored(saga, steps.getOrDefault(id, List.of()))));
    return stored;
  }

  private static Stored stored(Supplier<Saga> raw, List<RawStep> rawSteps) {
    try {
      Map<Integer, StepName> names = new HashMap<>();
      rawSteps.forEach(step -> names.put(step.ordinal(), StepName.parse(step.name())));
      List<Edge> edges = new ArrayList<>();
      for (RawStep after : rawSteps) {
        for (Integer before : after.dependsOn()) {
          edges.add(new Edge(names.get(before), names.get(after.ordinal())));
        }
      }
      List<SagaStep> steps = rawSteps.stream().map(step -> step.step().get()).toList();
      return new Stored.Readable(new OpenSaga(raw.get(), steps, edges));
    } catch (RuntimeException | StackOverflowError defect) {
      return new Stored.Unreadable(defect);
    }
  }

  private static Supplier<Saga> rawSaga(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    long era = row.getLong("era");
    String integration = row.getString("integration");
    String kind = row.getString("kind");
    String state = row.getString("state");
    String progress = row.getString("progress");
    String facts = row.getString("facts");
    String intent = row.getString("intent");
    String decisions = row.getString("decisions");
    Optional<UUID> parent = Optional.ofNullable(row.getObject("parent", UUID.class));
    long version = row.getLong("version");
    return () -> {
      RowJson.Progress counted = RowJson.progress(progress);
      return new Saga(
          id,
          era,
          new IntegrationName(integration),
          SagaKind.valueOf(kind),
          parent,
          SagaState.valueOf(state),
          Intent.valueOf(intent),
          counted.counts(),
          counted.gate(),
          counted.dispatches(),
          version,
          RowJson.texts(facts),
          RowJson.texts(decisions));
    };
  }

  private static RawStep rawStep(ResultSet row) throws SQLException {
    int ordinal = row.getInt("ordinal");
    String name = row.getString("name");
    Supplier<SagaStep> step = StepRows.reader(row);
    return new RawStep(
        row.getObject("saga", UUID.class),
        ordinal,
        name,
        (Integer[]) row.getArray("depends_on").getArray(),
        step);
  }
}
