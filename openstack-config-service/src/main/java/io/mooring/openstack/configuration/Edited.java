package io.mooring.openstack.configuration;

import java.util.List;

/**
 * A file after its edits.
 *
 * @param result the file as it shall be
 * @param applied the outcome of each edit, in the order in which they were given
 */
public record Edited(ConfigurationFile result, List<AppliedEdit> applied) {

  /** Whether the file differs from the one that was edited. */
  public boolean changed() {
    return applied.stream().anyMatch(AppliedEdit::changed);
  }
}
