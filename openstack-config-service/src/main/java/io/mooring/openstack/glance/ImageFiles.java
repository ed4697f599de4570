package io.mooring.openstack.glance;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of a node's file stores, which another node's glance may not see.
 *
 * @param names their names: the images' ids
 * @param freeBytes how much room glance has for the image that it is copying
 */
record ImageFiles(Set<String> names, long freeBytes) {
  private static final String LOOK = Script.resource(ImageFiles.class, "look-at-image-files.sh");

  /**
   * Looks at a node.
   *
   * @param staging where glance keeps an image while it copies it, as glance sees it
   * @param directories the directories of its file stores, as glance sees them
   */
  static ImageFiles look(
      NodeSession node, Layout layout, String staging, List<String> directories) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(layout.file(new FilePath(staging)).path());
    directories.forEach(path -> arguments.add(layout.file(new FilePath(path)).path()));
    ScriptResult result = node.inspect(Script.of("look at image files", LOOK, arguments.toArray()));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "Looking at the images on %s: %s".formatted(node.address().name(), result.errorText()));
    }
    List<String> lines = result.text().lines().toList();
    return new ImageFiles(
        lines.stream().skip(1).collect(Collectors.toSet()),
        Long.parseLong(lines.getFirst().strip()) << 10);
  }
}
