package io.mooring.keyring;

import io.mooring.contracts.Action.PlaceKeyring;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.Script;
import io.mooring.node.Secret;
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
 * @param leftOvers files with keys that nobody should have left on this node
 */
record KeyringPlace(
    FileState file,
    Optional<Secret> key,
    boolean onlyPlanned,
    boolean ownerExists,
    boolean groupExists,
    boolean open,
    List<String> leftOvers) {

  /** Prints what is around the keyring; the arguments are its path, user and group. */
  static final String SURROUNDINGS = Script.resource(KeyringPlace.class, "look-around-keyring.sh");

  private static final String LEFT_OVER = "left-over ";

  static KeyringPlace read(
      FileState file, Optional<Secret> key, boolean onlyPlanned, String surroundings) {
    List<String> lines = surroundings.lines().toList();
    return new KeyringPlace(
        file,
        key,
        onlyPlanned,
        lines.contains("owner"),
        lines.contains("group"),
        lines.contains("open"),
        lines.stream()
            .filter(line -> line.startsWith(LEFT_OVER))
            .map(line -> line.substring(LEFT_OVER.length()))
            .toList());
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
    leftOvers.stream().map(KeyringPlace::leftOver).forEach(warnings::add);
    return List.copyOf(warnings);
  }

  private static Finding leftOver(String path) {
    boolean admin = path.endsWith(".client.admin.keyring");
    return Finding.warning(
        ErrorCode.NODE_UNSUITABLE,
        admin
            ? path + " is on this node: whoever becomes root here can destroy the whole cluster."
            : path + " was left over by an installation by hand; it may hold a key.",
        "Nothing that Mooring sets up needs it: remove it unless something else does.");
  }
}
