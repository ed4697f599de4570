package io.mooring.orchestrator.persistence;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.WriterSession.Written;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The statements that write sagas: one each, whatever the number of sagas, steps and entries. */
final class SagaChanges {
  private static final String SAGAS =
      """
      update saga s set version = u.version, state = u.state, intent = u.intent,
          progress = u.progress, facts = coalesce(u.facts, s.facts),
          decisions = coalesce(u.decisions, s.decisions),
          ended_at = case when u.at_rest then coalesce(s.ended_at, ?) end
        from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::boolean[])
          u(id, former, version, state, intent, progress, facts, decisions, at_rest)
       where s.id = u.id and s.version = u.former and s.state <> 'QUARANTINED' returning 1
      """;

  private static final String STEPS =
      """
      update saga_step s set state = u.state, detail = u.detail, attempt = u.attempt,
          tries = u.tries, started_at = u.started_at, due_at = u.due_at, marks = u.marks
        from unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::integer[], ?::integer[],
          ?::timestamptz[], ?::timestamptz[], ?::integer[])
          u(saga, ordinal, state, detail, attempt, tries, started_at, due_at, marks)
       where s.saga = u.saga and s.ordinal = u.ordinal
      """;

  /** The sequence is drawn in the order of the entries. */
  private static final String HISTORY =
      """
      insert into saga_history
        (at, integration, saga, type, step, node, attempt, actor, summary, detail, why, ran)
      select at, integration, saga, type, step, node, attempt, actor, summary, detail, why, ran
        from (select * from unnest(?::timestamptz[], ?::text[], ?::uuid[], ?::text[], ?::text[],
          ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
          with ordinality
          u(at, integration, saga, type, step, node, attempt, actor, summary, detail, why, ran,
            place)
          order by place) o
      """;

  /** All or nothing: it fails with "division by zero" unless every saga had its version. */
  static final String WRITE =
      "with s as ("
          + SAGAS
          + "), t as ("
          + STEPS
          + "), h as ("
          + HISTORY
          + ") select 1 / ((select count(*) from s) = ?)::int";

  static final String TELL = HISTORY;

  static final String PLAN =
      """
      with p as (
        insert into saga_plan (saga, ordinal, name, action, node, planned, depends_on)
        select ?::uuid, ordinal, name, action, node, planned, depends_on::integer[]
          from unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
            u(ordinal, name, action, node, planned, depends_on))
      insert into saga_step
        (saga, ordinal, state, detail, attempt, tries, started_at, due_at, marks)
      select ?::uuid, u.* from unnest(?::integer[], ?::text[], ?::text[], ?::integer[],
        ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::integer[]) u
      """;

  private SagaChanges() {}

  /** Runs {@link #WRITE}, and says what became of it. */
  static Written written(Runnable write) {
    try {
      write.run();
      return Written.COMMITTED;
    } catch (DatabaseFault fault) {
      if (fault.isDivisionByZero()) {
        return Written.OUTDATED;
      }
      throw fault;
    }
  }

  private record StepOf(UUID saga, SagaStep step) {}

  private record EntryOf(Saga saga, HistoryEntry entry) {}

  static Object[] write(Collection<SagaWrite> writes, Instant now) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(now);
    parameters.addAll(sagas(writes));
    parameters.addAll(steps(writes));
    parameters.addAll(history(writes));
    parameters.add(writes.size());
    return parameters.toArray();
  }

  private static List<Object> sagas(Collection<SagaWrite> writes) {
    return new Columns<>(writes)
        .text(write -> write.saga().id())
        .large(SagaWrite::former)
        .large(write -> write.saga().version())
        .text(write -> write.saga().state().name())
        .text(write -> write.saga().intent().name())
        .text(write -> RowJson.progress(write.saga()))
        .text(write -> write.newTexts() ? RowJson.write(write.saga().facts()) : null)
        .text(write -> write.newTexts() ? RowJson.write(write.saga().decisions()) : null)
        .flag(write -> write.saga().state().atRest())
        .arrays();
  }

  private static List<Object> steps(Collection<SagaWrite> writes) {
    List<StepOf> steps =
        writes.stream()
            .flatMap(write -> write.steps().stream().map(one -> new StepOf(write.saga().id(), one)))
            .toList();
    List<Object> columns = new ArrayList<>();
    columns.addAll(new Columns<>(steps).text(StepOf::saga).arrays());
    columns.addAll(states(steps.stream().map(StepOf::step).toList()));
    return columns;
  }

  private static List<Object> states(Collection<SagaStep> steps) {
    return new Columns<>(steps)
        .number(step -> step.planned().ordinal())
        .text(step -> step.state().label())
        .text(step -> RowJson.write(step.state()))
        .number(SagaStep::attempt)
        .number(SagaStep::tries)
        .text(step -> step.startedAt().orElse(null))
        .text(step -> Timer.of(step).map(Timer::due).orElse(null))
        .number(step -> step.marks().bits())
        .arrays();
  }

  static List<Object> history(Collection<SagaWrite> writes) {
    List<EntryOf> entries =
        writes.stream()
            .flatMap(write -> write.history().stream().map(one -> new EntryOf(write.saga(), one)))
            .toList();
    return new Columns<>(entries)
        .text(one -> one.entry().at())
        .text(one -> one.saga().integration().value())
        .text(one -> one.saga().id())
        .text(one -> one.entry().type().label())
        .text(one -> one.entry().step().map(StepName::toString).orElse(null))
        .text(one -> one.entry().step().map(step -> step.node().value()).orElse(null))
        .number(one -> one.entry().attempt().isPresent() ? one.entry().attempt().getAsInt() : null)
        .text(one -> one.entry().actor())
        .text(one -> one.entry().summary())
        .text(one -> HistoryDetails.json(one.entry().detail()))
        .text(one -> HistoryDetails.why(one.entry().detail()))
        .text(one -> StoredRun.json(one.entry().detail()))
        .arrays();
  }

  /**
   * The parameters of {@link #PLAN}.
   *
   * @param dependsOn the ordinals that a step waits for, as PostgreSQL writes an array
   */
  static Object[] plan(
      UUID saga, List<SagaStep> steps, java.util.function.Function<SagaStep, Object> dependsOn) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(saga);
    parameters.addAll(
        new Columns<>(steps)
            .number(step -> step.planned().ordinal())
            .text(SagaStep::name)
            .text(step -> step.name().action())
            .text(step -> step.node().value())
            .text(step -> RowJson.write(step.planned()))
            .text(dependsOn)
            .arrays());
    parameters.add(saga);
    parameters.addAll(states(steps));
    return parameters.toArray();
  }
}
