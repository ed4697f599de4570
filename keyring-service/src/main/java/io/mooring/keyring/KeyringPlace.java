package io.mooring.keyring;

import io.mooring.contracts.Action.PlaceKeyring;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.Script;
import io.mooring.node.Secret;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.LeftOvers;
import io.mooring.participant.step.LeftOvers.LeftOver;
import io.mooring.participant.step.LeftOvers.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place of a keyring on a node, and the key that belongs there.
 *
 * @param file the keyring file, without its content
 * @param key the user's key, if the user exists
 * @param onlyPlanned whether earlier steps are only planned, so that the user may not exist yet
 * @param ownerExists whether the file's user is on the node
 * @param groupExists whether the file's group is on the node
 * @param open whether every account may pass through the file's directory
 * @param leftOvers files with keys that nobody should have left, or left open, on this node
 */
record KeyringPlace(
    FileState file,
    Optional<Secret> key,
    boolean onlyPlanned,
    boolean ownerExists,
    boolean groupExists,
    boolean open,
    LeftOvers leftOvers) {

  /** Prints what is around the keyring; the arguments are its path, user and group. */
  static final String SURROUNDINGS = Script.resource(KeyringPlace.class, "look-around-keyring.sh");

  private static final String LEFT_OVER = "left-over ";
  private static final String READABLE = "readable ";
  private static final String ADMIN = ".client.admin.keyring";

  /**
   * Puts together what was found.
   *
   * @param admin whether this is a Ceph admin node, where the admin's keyring belongs
   */
  static KeyringPlace read(
      FileState file,
      Optional<Secret> key,
      boolean onlyPlanned,
      String surroundings,
      boolean admin,
      Decisions decisions) {
    List<String> lines = surroundings.lines().toList();
    List<LeftOver> left = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(LEFT_OVER) && !(admin && line.endsWith(ADMIN))) {
        left.add(leftOver(line.substring(LEFT_OVER.length())));
      } else if (line.startsWith(READABLE) && !line.endsWith(" " + file.path())) {
        left.add(readable(line.substring(READABLE.length())));
      }
    }
    return new KeyringPlace(
        file,
        key,
        onlyPlanned,
        lines.contains("owner"),
        lines.contains("group"),
        lines.contains("open"),
        new LeftOvers(List.copyOf(left), decisions));
  }

  /** What must be mended before the keyring can be placed. */
  Optional<Finding> stop(PlaceKeyring action) {
    if (!ownerExists || !groupExists) {
      return Optional.of(
          Finding.stop(
              ErrorCode.NODE_UNSUITABLE,
              "The node has no %s %s, who is to read %s."
                  .formatted(
                      ownerExists ? "group" : "user",
                      ownerExists ? action.group() : action.owner(),
                      action.path()),
              "Install the service on the node first, or name its account in the document."));
    }
    if (key.isEmpty() && !onlyPlanned) {
      return Optional.of(
          Finding.stop(
              ErrorCode.CEPHX_USER_MISSING,
              "The Ceph cluster has no user client.%s.".formatted(action.client())));
    }
    return Optional.empty();
  }

  /** What people should know of the keyring's surroundings. */
  List<Finding> warnings() {
    List<Finding> warnings = new ArrayList<>();
    if (!open) {
      warnings.add(
          Finding.warning(
              ErrorCode.NODE_UNSUITABLE,
              "Services may not pass through the directory of %s.".formatted(file.path()),
              "Let everybody pass: chmod o+x on that directory."));
    }
    return List.copyOf(warnings);
  }

  private static LeftOver leftOver(String path) {
    return new LeftOver(
        path,
        Way.REMOVE,
        path.endsWith(ADMIN)
            ? path + " is on this node: whoever becomes root here can destroy the whole cluster."
            : path + " was left over by an installation by hand; it may hold a key.");
  }

  private static LeftOver readable(String path) {
    return new LeftOver(
        path, Way.CLOSE, path + " holds a key and can be read by every account of this node.");
  }
}
