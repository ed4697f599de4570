package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A saga and its steps as they were at one moment.
 *
 * @param saga the saga
 * @param steps all its steps, in the server's order
 */
public record Snapshot(Saga saga, List<Step> steps) {

  /** Reads the API's two answers. */
  public static Snapshot from(JsonNode saga, JsonNode steps) {
    return new Snapshot(Saga.from(saga), Json.list(steps.path("items"), Step::from));
  }

  /** The steps that are in this state. */
  public List<Step> in(Step.State state) {
    return steps.stream().filter(step -> step.state() == state).toList();
  }

  /** The steps that need a person. */
  public List<Step> needingPerson() {
    return steps.stream().filter(Step::needsPerson).toList();
  }

  /** How many steps are done. */
  public int done() {
    return (int) steps.stream().filter(step -> step.state() == Step.State.SUCCEEDED).count();
  }

  /** How many steps changed something. */
  public int changed() {
    return (int)
        steps.stream()
            .filter(step -> step.state() == Step.State.SUCCEEDED && step.changed() && !step.looks())
            .count();
  }
}
