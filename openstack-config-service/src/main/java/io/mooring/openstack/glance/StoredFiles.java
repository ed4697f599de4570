package io.mooring.openstack.glance;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import java.util.List;

/** The image files in the directories of file stores. */
final class StoredFiles {
  private static final String COUNT = Script.resource(StoredFiles.class, "count-images.sh");

  private StoredFiles() {}

  /** How many there are in all; no round trip when there is no directory to look into. */
  static long count(NodeSession node, Layout layout, List<String> directories) {
    if (directories.isEmpty()) {
      return 0;
    }
    ScriptResult result =
        node.inspect(
            Script.of(
                "count images",
                COUNT,
                directories.stream()
                    .map(directory -> layout.file(new FilePath(directory)).path())
                    .toArray()));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "Counting the images on %s: %s".formatted(node.address().name(), result.errorText()));
    }
    return Long.parseLong(result.text().strip());
  }
}
