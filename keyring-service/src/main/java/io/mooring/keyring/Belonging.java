package io.mooring.keyring;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.FilePath;
import io.mooring.node.FileState;
import io.mooring.participant.step.StepContext;
import java.util.Optional;

/**
 * Who a file belongs to.
 *
 * @param owner its user
 * @param group its group
 */
record Belonging(AccountName owner, AccountName group) {

  /**
   * As another file of the node belongs, or as asked for where there is none.
   *
   * @param other the other file; empty where none is to be followed
   */
  static Belonging like(
      StepContext context, Optional<FilePath> other, AccountName owner, AccountName group) {
    return other
        .map(file -> context.node().stat(file))
        .filter(FileState.Present.class::isInstance)
        .map(FileState.Present.class::cast)
        .map(present -> new Belonging(present.owner(), present.group()))
        .orElseGet(() -> new Belonging(owner, group));
  }
}
