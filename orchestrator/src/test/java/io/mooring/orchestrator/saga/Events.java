package io.mooring.orchestrator.saga;

import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.Participant;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What participants say, for tests. */
final class Events {
  static final IntegrationName INTEGRATION = new IntegrationName("lab");
  static final UUID SAGA = new UUID(1, 1);

  private Events() {}

  static Execution execution(UUID command, StepName step, int attempt, long epoch) {
    return new Execution(
        command, INTEGRATION, SAGA, step, attempt, epoch, Participant.CEPH, "ceph-1");
  }

  /** An execution of a command. */
  static Execution execution(Dispatch dispatch) {
    return Execution.of(dispatch, Participant.CEPH, "ceph-1");
  }

  static Event started(Execution execution) {
    return new Event.StepStarted(execution, Instant.EPOCH);
  }

  static Event progressed(Execution execution, boolean ended) {
    return new Event.StepProgressed(execution, Instant.EPOCH, "3 of 12 images", ended);
  }

  static Event succeeded(Execution execution, Map<String, String> facts) {
    return new Event.StepSucceeded(
        execution,
        Instant.EPOCH,
        true,
        "done",
        List.of(),
        List.of(),
        facts,
        Duration.ofMillis(5),
        Optional.empty(),
        List.of());
  }

  static Event failed(Execution execution, ErrorCode code) {
    return failed(execution, code, "It did not work on " + execution.step().node() + ".");
  }

  static Event failed(Execution execution, ErrorCode code, String message) {
    return new Event.StepFailed(
        execution,
        Instant.EPOCH,
        code,
        code.retryable(),
        message,
        code.next(),
        List.of(),
        List.of(),
        Duration.ofMillis(5),
        Optional.empty(),
        List.of());
  }

  static Event unknown(Execution execution) {
    return new Event.StepUnknown(
        execution, Instant.EPOCH, "the connection was lost.", Duration.ofMillis(5));
  }
}
