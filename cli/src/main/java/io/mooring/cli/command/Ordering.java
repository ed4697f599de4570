package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.Saga;
import io.mooring.cli.api.SagaHistory;
import java.util.OptionalLong;

/** Gives an order to a saga, and tells what became of it. */
final class Ordering {
  private final Terminal terminal;
  private final boolean coloured;
  private final OrderOptions options;

  Ordering(Terminal terminal, boolean coloured, OrderOptions options) {
    this.terminal = terminal;
    this.coloured = coloured;
    this.options = options;
  }

  /**
   * Gives it. Of a saga that is at rest the order is about what was seen: whoever comes second is
   * told. A saga that runs moves all the time, so there the server alone decides.
   */
  int give(ApiClient api, String id, String order, ObjectNode request) throws InterruptedException {
    Saga seen = Saga.from(api.saga(id));
    long known = options.watch() ? new SagaHistory(api, id).last() : 0;
    JsonNode answer;
    try {
      answer =
          api.order(
              id,
              order,
              request.put("why", options.why()),
              seen.atRest() ? OptionalLong.of(seen.version()) : OptionalLong.empty());
    } catch (RefusedException e) {
      if (e.problem().status() != 409 && e.problem().status() != 412) {
        throw e;
      }
      terminal.tell(e.problem().sentence());
      terminal.err().println("See how it stands: mooring status " + seen.number());
      return ExitCode.FAILED;
    }
    return told(api, seen, order, answer, known);
  }

  private int told(ApiClient api, Saga seen, String order, JsonNode answer, long known)
      throws InterruptedException {
    // A rollback and a rerun are sagas of their own, all other orders are about this one.
    String saga = answer.has("order") ? seen.id() : answer.path("id").asText();
    if (options.watch()) {
      return new Watching(terminal, coloured, options.watching())
          .watch(api, saga, saga.equals(seen.id()) ? known : 0);
    }
    if (saga.equals(seen.id())) {
      answer.path("steps").forEach(step -> terminal.out().println(step.asText()));
    } else {
      terminal.out().println(saga);
    }
    terminal.out().flush();
    String number =
        saga.equals(seen.id()) ? "" + seen.number() : answer.path("number").asText(saga);
    terminal.tell(sentence(order, seen) + " Watch it: mooring watch " + number);
    return ExitCode.SUCCEEDED;
  }

  private static String sentence(String order, Saga saga) {
    String subject = saga.integration() + ", saga " + saga.number() + ": ";
    return subject
        + switch (order) {
          case "retry" -> "trying again.";
          case "skip" -> "left out; the steps after it go on.";
          case "resolve" -> "decided; the step is tried again.";
          case "pause" -> "paused; what runs now still ends.";
          case "resume" -> "going on.";
          case "cancel" -> "cancelled; what runs now still ends, and what was changed stays.";
          case "rollback" -> "being taken back by a new saga.";
          case "rerun" -> "run again by a new saga.";
          default -> order + " is carried out.";
        };
  }
}
