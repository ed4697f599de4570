package io.mooring.orchestrator.persistence;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.mooring.bus.MessageJson;
import io.mooring.contracts.MessageTypes;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.RetryPolicy;
import io.mooring.orchestrator.document.Unreachable;
import io.mooring.orchestrator.planner.PlannedStep;
import io.mooring.orchestrator.saga.Saga;
import io.mooring.orchestrator.saga.StepCounts;
import io.mooring.orchestrator.saga.StepState;
import java.time.Duration;
import java.util.Map;

/** What rows keep as JSON. An unreadable row is a defect, not an expected outcome. */
final class RowJson {
  /**
   * A state tells a problem also in its report, so it may be longer than the message it is from.
   */
  private static final int LONGEST_ROW = 4 * MessageJson.LONGEST_MESSAGE;

  private static final ObjectMapper MAPPER = mapper();

  private static final JavaType PLAN =
      MAPPER.getTypeFactory().constructParametricType(Plan.class, JsonNode.class);

  private RowJson() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper = MessageJson.mapper().copy();
    JsonFactory factory = mapper.getFactory();
    factory.setStreamReadConstraints(
        factory.streamReadConstraints().rebuild().maxDocumentLength(LONGEST_ROW).build());
    return mapper.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
  }

  /**
   * A planned step without what has columns of its own. Earlier releases knew applies only.
   *
   * @param action as it is, or as the tree that was read
   */
  private record Plan<A>(
      int phase,
      Mode mode,
      NodeAddress node,
      String type,
      A action,
      @JsonAlias("deadline") Duration limit,
      RetryPolicy retry,
      PlannedStep.Basis basis,
      boolean gate,
      Unreachable unreachable) {
    Plan {
      mode = mode == null ? Mode.APPLY : mode;
      basis = basis == null ? PlannedStep.Basis.NONE : basis;
      unreachable = unreachable == null ? Unreachable.WAIT : unreachable;
    }
  }

  /**
   * What the engine counts of a saga.
   *
   * @param counts how many of its steps are in which state
   * @param gate how many looks hold every change
   * @param dispatches how many commands it has sent
   */
  record Progress(StepCounts counts, int gate, long dispatches) {}

  static String progress(Saga saga) {
    return write(new Progress(saga.counts(), saga.gate(), saga.dispatches()));
  }

  static Progress progress(String json) {
    return read(json, Progress.class);
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException("a row can't be written as JSON", defect);
    }
  }

  static String write(PlannedStep step) {
    return write(
        new Plan<>(
            step.phase(),
            step.mode(),
            step.node(),
            MessageTypes.of(step.action()).type(),
            step.action(),
            step.limit(),
            step.retry(),
            step.basis(),
            step.gate(),
            step.unreachable()));
  }

  static PlannedStep planned(String name, int ordinal, String json) {
    Plan<JsonNode> plan = read(json, PLAN);
    MessageTypes.ActionType type =
        MessageTypes.action(plan.type())
            .orElseThrow(() -> new IllegalStateException("no action has type " + plan.type()));
    try {
      return new PlannedStep(
          StepName.parse(name),
          plan.phase(),
          ordinal,
          plan.mode(),
          plan.node(),
          MAPPER.treeToValue(plan.action(), type.record()),
          plan.limit(),
          plan.retry(),
          plan.basis(),
          plan.gate(),
          plan.unreachable());
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException("the action of a stored step can't be read", defect);
    }
  }

  static StepState state(String label, String json) {
    return switch (label) {
      case "waiting" -> read(json, StepState.Waiting.class);
      case "ready" -> new StepState.Ready();
      case "running" -> read(json, StepState.Dispatched.class);
      case "backing-off" -> read(json, StepState.BackingOff.class);
      case "failed", "halted" -> read(json, StepState.Halted.class);
      case "succeeded", "skipped", "cancelled" -> read(json, StepState.Done.class);
      default -> throw new IllegalStateException("no step state is called " + label);
    };
  }

  static Map<String, String> texts(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException("the facts or decisions of a saga can't be read", defect);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    return read(json, MAPPER.constructType(type));
  }

  private static <T> T read(String json, JavaType type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException(
          "a stored " + type.getRawClass().getSimpleName() + " can't be read", defect);
    }
  }
}
