package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.mooring.orchestrator.saga.SagaInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of a command that the bus will never carry. */
final class RefusedCommands {
  private RefusedCommands() {}

  /**
   * The end of the attempt that the command is for, if it still runs.
   *
   * @param refusal what the broker said
   */
  static SagaInput failed(Command command, String refusal, Instant now) {
    Dispatch dispatch = command.dispatch();
    Execution execution = Execution.of(command, HistoryEntry.ORCHESTRATOR);
    return new SagaInput.StepReported(
        new Event.StepFailed(
            execution,
            now,
            ErrorCode.INTERNAL,
            false,
            "The broker does not take the command of this step: " + refusal,
            ErrorCode.INTERNAL.next(),
            List.of(),
            List.of(),
            Duration.ZERO,
            Optional.empty(),
            List.of()));
  }
}
