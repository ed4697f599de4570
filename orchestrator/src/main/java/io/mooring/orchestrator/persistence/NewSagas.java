package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Stores sagas that nobody knows yet. */
@ApplicationScoped
public class NewSagas {
  /** So many steps with their plans are some megabytes, one statement's worth. */
  private static final int STEPS_AT_ONCE = 1000;

  private final Sql sql;

  NewSagas(Sql sql) {
    this.sql = sql;
  }

  /**
   * What a saga came from.
   *
   * @param generation of the document that it was planned from
   * @param actor who asked for it
   * @param why the reason that was given; may be empty
   * @param resources what it has to have before it begins
   */
  public record Request(int generation, String actor, String why, SortedSet<String> resources) {}

  /**
   * Adds a saga, its plan, its steps where they are now, and what happened to it so far, in the
   * current transaction.
   */
  public void insert(OpenSaga open, Request request, List<HistoryEntry> history, Instant at) {
    Saga saga = open.saga();
    sql.update(
        """
        insert into saga (id, era, integration, generation, kind, parent, state, intent, progress,
          version, facts, decisions, actor, why, resources, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        saga.id(),
        saga.era(),
        saga.integration().value(),
        request.generation(),
        saga.kind().name(),
        saga.parent().orElse(null),
        saga.state().name(),
        saga.intent().name(),
        RowJson.progress(saga),
        saga.version(),
        RowJson.write(saga.facts()),
        RowJson.write(saga.decisions()),
        request.actor(),
        request.why(),
        request.resources().toArray(String[]::new),
        at);
    List<SagaStep> steps = List.copyOf(open.steps());
    for (int from = 0; from < steps.size(); from += STEPS_AT_ONCE) {
      List<SagaStep> some = steps.subList(from, Math.min(steps.size(), from + STEPS_AT_ONCE));
      sql.update(
          SagaChanges.PLAN,
          SagaChanges.plan(saga.id(), some, step -> dependsOn(open, step.name())));
    }
    if (!history.isEmpty()) {
      SagaWrite told = new SagaWrite(saga, 0, false, List.of(), history);
      sql.update(SagaChanges.TELL, SagaChanges.history(List.of(told)).toArray());
    }
  }

  private static String dependsOn(OpenSaga saga, StepName step) {
    return saga.dependsOn(step).stream()
        .map(name -> saga.step(name).orElseThrow().planned().ordinal())
        .map(Object::toString)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
