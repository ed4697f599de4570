package io.mooring.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files and units of nodes at a moment, so that two moments can be compared. */
final class NodeFiles {
  /** Everything that the integration touches, and what else restarts or edits would show in. */
  static final String INTEGRATED =
      "/etc/ceph /etc/glance /etc/cinder /etc/nova /etc/libvirt /var/lib/libvirt/secrets";

  private static final String UNITS =
      "glance-api cinder-volume cinder-api cinder-scheduler libvirtd nova-compute 'ceph-*@*'"
          + " 'kolla-*' 'openstack-*'";

  private final Lab lab;

  NodeFiles(Lab lab) {
    this.lab = lab;
  }

  /** Name, content, owner, mode, inode and time of each file below some folders, by node. */
  Map<String, String> everything(String folders, List<String> nodes) {
    return files(folders, nodes, " inode %i modified %T@");
  }

  /** The same but for what a file that was put back can't have again. */
  Map<String, String> contents(String folders, List<String> nodes) {
    return files(folders, nodes, "");
  }

  private Map<String, String> files(String folders, List<String> nodes, String more) {
    return each(
        nodes,
        """
        for folder in %s; do
          [ -d $folder ] || continue
          find $folder -printf '%%y %%p %%u:%%g %%m%s\\n' | grep -v '/\\.#' | sort
          find $folder -type f -print0 | sort -z | xargs -0r sha256sum
        done
        """
            .formatted(folders, more));
  }

  /**
   * Of each unit and each container of docker, which has no unit, that a restart could hit: its
   * main process and start.
   */
  Map<String, String> units(List<String> nodes) {
    return each(
        nodes,
        "systemctl show -p Id,MainPID,NRestarts,ExecMainStartTimestampMonotonic "
            + UNITS
            + " | awk 'BEGIN { RS = \"\" } { gsub(\"\\n\", \" \"); print }' | sort; "
            + "! command -v docker >/dev/null || docker ps -aq | xargs -r docker inspect --format"
            + " '{{.Name}} {{.State.Pid}} {{.RestartCount}} {{.State.StartedAt}}' | sort");
  }

  /** The text of a file on some nodes. */
  Map<String, String> text(String path, List<String> nodes) {
    Map<String, String> texts = new TreeMap<>();
    for (String node : nodes) {
      texts.put(node, lab.attempt(node, "cat " + path, "").succeeded().out());
    }
    return texts;
  }

  /** What is different between two moments, line by line, with the node; empty when nothing is. */
  static List<String> differences(Map<String, String> before, Map<String, String> after) {
    List<String> differences = new ArrayList<>();
    before.forEach(
        (node, text) -> {
          List<String> former = text.lines().toList();
          List<String> now = after.get(node).lines().toList();
          gone(former, now).forEach(line -> differences.add(node + " before: " + line));
          gone(now, former).forEach(line -> differences.add(node + " after:  " + line));
        });
    return differences;
  }

  private static Stream<String> gone(List<String> from, List<String> in) {
    java.util.Set<String> there = new java.util.HashSet<>(in);
    return from.stream().filter(line -> !there.contains(line));
  }

  private Map<String, String> each(List<String> nodes, String script) {
    Map<String, String> texts = new TreeMap<>();
    for (String node : nodes) {
      texts.put(node, lab.on(node, script));
    }
    return texts;
  }
}
