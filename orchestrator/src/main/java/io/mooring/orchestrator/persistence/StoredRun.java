package io.mooring.orchestrator.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mooring.contracts.Event;
import io.mooring.contracts.Ran;
import io.mooring.orchestrator.saga.HistoryDetail;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A script, or a request to an API, that an attempt ran on a node, as it is stored and served.
 *
 * @param number its place among all that the attempt ran, from 1; where numbers are missing, those
 *     were left out
 * @param node on which node
 * @param what what it was for, in words, or the request
 * @param arguments what it was told, without secrets
 * @param status exit status, or the answer's status; absent when it was not begun, or nobody told
 *     how it ended
 * @param durationMillis how long it took
 * @param size how many bytes it wrote; of what is confidential no more is told
 * @param output the end of what it wrote, without secrets; where it has no status, why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Run",
    requiredProperties = {
      "number",
      "node",
      "what",
      "arguments",
      "durationMillis",
      "size",
      "output"
    })
public record StoredRun(
    int number,
    String node,
    String what,
    List<String> arguments,
    Integer status,
    long durationMillis,
    long size,
    String output) {

  private static StoredRun of(Ran ran) {
    return new StoredRun(
        ran.number(),
        ran.node().value(),
        ran.what(),
        ran.arguments(),
        ran.status().isPresent() ? ran.status().getAsInt() : null,
        ran.took().toMillis(),
        ran.size(),
        ran.output());
  }

  /** What is stored beside an entry with this detail; null where nothing is known that ran. */
  static String json(HistoryDetail detail) {
    List<Ran> ran =
        detail instanceof HistoryDetail.Reported reported ? ran(reported.event()) : List.of();
    return ran.isEmpty() ? null : RowJson.write(ran.stream().map(StoredRun::of).toList());
  }

  private static List<Ran> ran(Event event) {
    return switch (event) {
      case Event.StepStarted started -> List.of();
      case Event.StepProgressed progressed -> List.of();
      case Event.StepSucceeded succeeded -> succeeded.ran();
      case Event.StepFailed failed -> failed.ran();
      case Event.StepUnknown unknown -> unknown.ran();
    };
  }
}
