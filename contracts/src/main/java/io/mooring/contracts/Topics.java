package io.mooring.contracts;

import java.util.List;
import java.util.stream.Stream;

/** The topics of the bus. */
public final class Topics {
  /** Events of all participants, keyed by saga; read by the orchestrator. */
  public static final String STEP_EVENTS = "mooring.step.events.v1";

  /** The public event stream, keyed by saga. */
  public static final String SAGA_EVENTS = "mooring.saga.events.v1";

  /** Records that nobody could decode, as they came. */
  public static final String DEAD_LETTERS = "mooring.dead-letters.v1";

  private static final int COMMAND_PARTITIONS = 12;
  private static final int EVENT_PARTITIONS = 6;

  private Topics() {}

  /** The topic of a participant's commands, keyed by node. */
  public static String commands(Participant participant) {
    return "mooring." + participant.label() + ".commands.v1";
  }

  /** Every topic with its number of partitions. */
  public static List<Topic> all() {
    Stream<Topic> commands =
        Stream.of(Participant.values())
            .map(participant -> new Topic(commands(participant), COMMAND_PARTITIONS));
    Stream<Topic> others =
        Stream.of(
            new Topic(STEP_EVENTS, EVENT_PARTITIONS),
            new Topic(SAGA_EVENTS, EVENT_PARTITIONS),
            new Topic(DEAD_LETTERS, 1));
    return Stream.concat(commands, others).toList();
  }

  /**
   * A topic.
   *
   * @param name its name
   * @param partitions how many members of a consumer group can share its work
   */
  public record Topic(String name, int partitions) {}
}
