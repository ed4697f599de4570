package io.mooring.orchestrator.persistence;

import io.mooring.contracts.Event;
import io.mooring.orchestrator.saga.HistoryDetail;
import io.mooring.orchestrator.saga.StepProblem;
import java.util.LinkedHashMap;
import java.util.Map;

/** The details of an entry as the flat object that clients get. */
final class HistoryDetails {
  private HistoryDetails() {}

  static String json(HistoryDetail detail) {
    return RowJson.write(fields(detail));
  }

  /** The reason that a person gave; empty when nobody did. */
  static String why(HistoryDetail detail) {
    return switch (detail) {
      case HistoryDetail.Retried retried -> retried.why();
      case HistoryDetail.Ordered ordered -> ordered.why();
      case HistoryDetail.Decided decided -> decided.why();
      case HistoryDetail.Begun begun -> begun.why();
      case HistoryDetail.None none -> "";
      case HistoryDetail.Sent sent -> "";
      case HistoryDetail.Reported reported -> "";
      case HistoryDetail.Problem problem -> "";
      case HistoryDetail.Scheduled scheduled -> "";
      case HistoryDetail.Rest rest -> "";
    };
  }

  private static Map<String, Object> fields(HistoryDetail detail) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (detail) {
      case HistoryDetail.None none -> {
        // The summary says it all.
      }
      case HistoryDetail.Begun begun -> {
        if (!begun.why().isEmpty()) {
          fields.put("why", begun.why());
        }
      }
      case HistoryDetail.Sent sent -> {
        fields.put("command", sent.command());
        fields.put("epoch", sent.epoch());
        fields.put("startBy", sent.startBy());
      }
      case HistoryDetail.Reported reported -> {
        fields.put("command", reported.event().execution().command());
        fields.put("epoch", reported.event().execution().epoch());
        fields.put("instance", reported.event().execution().instance());
        fields.putAll(of(reported.event()));
        if (!reported.factsKeptOut().isEmpty()) {
          fields.put("factsKeptOut", reported.factsKeptOut());
        }
      }
      case HistoryDetail.Problem problem -> fields.putAll(of(problem.problem()));
      case HistoryDetail.Scheduled scheduled -> {
        fields.putAll(of(scheduled.problem()));
        fields.put("retryAt", scheduled.until());
      }
      case HistoryDetail.Retried retried -> {
        fields.put("steps", retried.steps());
        fields.put("why", retried.why());
      }
      case HistoryDetail.Ordered ordered -> {
        fields.put("order", ordered.order().kind().label());
        fields.put("why", ordered.why());
      }
      case HistoryDetail.Decided decided -> {
        fields.put("finding", decided.finding());
        fields.put("choice", decided.choice());
        fields.put("why", decided.why());
      }
      case HistoryDetail.Rest rest -> fields.put("counts", rest.counts());
    }
    return fields;
  }

  private static Map<String, Object> of(Event event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (event) {
      case Event.StepStarted started -> {
        // Only that it began.
      }
      case Event.StepProgressed progressed -> {
        // Its summary tells all.
      }
      case Event.StepSucceeded succeeded -> {
        fields.put("changed", succeeded.changed());
        fields.put("changes", succeeded.changes());
        fields.put("findings", succeeded.findings());
        fields.put("facts", succeeded.facts());
        fields.put("durationMillis", succeeded.took().toMillis());
      }
      case Event.StepFailed failed -> {
        fields.put("code", failed.code());
        fields.put("retryable", failed.retryable());
        fields.put("message", failed.message());
        fields.put("next", failed.next());
        fields.put("changes", failed.changes());
        fields.put("findings", failed.findings());
        fields.put("durationMillis", failed.took().toMillis());
      }
      case Event.StepUnknown unknown -> {
        fields.put("message", unknown.reason());
        fields.put("durationMillis", unknown.took().toMillis());
      }
    }
    return fields;
  }

  private static Map<String, Object> of(StepProblem problem) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("code", problem.code());
    fields.put("retryable", problem.retryable());
    fields.put("message", problem.message());
    fields.put("next", problem.next());
    return fields;
  }
}
