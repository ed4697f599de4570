package io.mooring.openstack.nova;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.configuration.ConfigurationFile;
import java.util.List;

/**
 * A machine that has disks on the compute itself. Nova looks for them where {@code images_type}
 * says now, not where they were made.
 *
 * @param directory its directory among nova's instances: its UUID, or that and {@code _resize}
 * @param disks the files in it that are disks, config drives included
 */
record LocalMachine(String directory, List<String> disks) {
  /** More need not be named to stop somebody. */
  static final int MOST = 200;

  private static final String LOOK = Script.resource(LocalMachine.class, "local-machines.sh");
  private static final String STATE_PATH = "/var/lib/nova";

  /** Those on a compute with this nova.conf. */
  static List<LocalMachine> on(NodeSession node, Layout layout, ConfigurationFile configuration) {
    FilePath instances = layout.file(new FilePath(instances(configuration))).path();
    ScriptResult result =
        node.inspect(Script.of("look for local disks", LOOK, instances, (long) MOST));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "Looking for machines' disks on %s: %s"
              .formatted(node.address().name(), result.errorText()));
    }
    return parse(result.text());
  }

  static List<LocalMachine> parse(String output) {
    return output
        .lines()
        .map(line -> List.of(line.strip().split(" +")))
        .map(words -> new LocalMachine(words.getFirst(), words.subList(1, words.size())))
        .toList();
  }

  /** Where nova keeps them (nova.conf, {@code instances_path}). */
  static String instances(ConfigurationFile configuration) {
    String state = configuration.value("DEFAULT", "state_path").orElse(STATE_PATH);
    return configuration
        .value("DEFAULT", "instances_path")
        .orElse("$state_path/instances")
        .replace("${state_path}", state)
        .replace("$state_path", state);
  }

  @Override
  public String toString() {
    return "%s (%s)".formatted(directory, String.join(", ", disks));
  }
}
