package io.mooring.orchestrator.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.metrics.Meter;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.persistence.StreamCursor;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.HistoryType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Counts what is committed. */
@ApplicationScoped
class StepMetrics {
  private static final int MOST_COUNTED = 100_000;

  private final MeterRegistry meters;
  private final HistoryRows history;
  private final StreamCursor cursor;
  private final SagaRows sagas;

  StepMetrics(MeterRegistry meters, HistoryRows history, StreamCursor cursor, SagaRows sagas) {
    this.meters = meters;
    this.history = history;
    this.cursor = cursor;
    this.sagas = sagas;
  }

  void register(@Observes StartupEvent started) {
    Meter.STREAM_BEHIND.measure(meters, this, StepMetrics::behind);
    Meter.SAGAS_QUARANTINED.measure(meters, this, StepMetrics::quarantined);
  }

  void count(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaAdvanced advanced) {
    advanced.history().forEach(this::count);
  }

  private void count(HistoryEntry entry) {
    switch (entry.type()) {
      case STEP_SUCCEEDED, STEP_FAILED, STEP_UNKNOWN, STEP_NOT_STARTED, STEP_DISPATCHED ->
          Meter.STEPS.count(
              meters, entry.step().map(StepName::action).orElse(""), outcome(entry.type()));
      case SAGA_SUCCEEDED,
          SAGA_INCIDENT,
          SAGA_CANCELLED,
          SAGA_ROLLED_BACK,
          SAGA_QUARANTINED,
          SAGA_STARTED ->
          Meter.SAGAS.count(meters, entry.type().label());
      case EVENT_IGNORED -> Meter.EVENTS_IGNORED.count(meters);
      case STEP_STARTED,
          STEP_PROGRESSED,
          STEP_RETRY_SCHEDULED,
          STEP_SKIPPED,
          INCIDENT_RAISED,
          RETRY_REQUESTED,
          PAUSE_REQUESTED,
          CANCEL_REQUESTED,
          DECISION_TAKEN,
          NODE_PARKED,
          INTEGRATION_DRIFTED,
          INTEGRATION_AGREES,
          SAGA_WAITS,
          SAGA_PAUSED,
          SAGA_RESUMED -> {
        // Told by the others.
      }
    }
  }

  private static String outcome(HistoryType type) {
    return type.label().substring("step-".length());
  }

  private double behind() {
    return QuarkusTransaction.requiringNew()
        .call(() -> history.countAfter(cursor.position(), MOST_COUNTED));
  }

  private double quarantined() {
    return QuarkusTransaction.requiringNew().call(sagas::countQuarantined);
  }
}
