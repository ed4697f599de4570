package io.mooring.openstack.deployer;

import io.mooring.node.FileState;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edited;
import io.mooring.openstack.handover.Handover;
import io.mooring.participant.step.Decisions;
import java.util.List;

/**
 * What kolla-ansible has been told.
 *
 * @param globals globals.yml
 * @param overrides what it merges into the services' files
 * @param decisions what people decided
 */
record FoundDeployer(FileState globals, List<Override> overrides, Decisions decisions) {

  /**
   * What is merged into one service's file.
   *
   * @param handover what is wanted
   * @param state the file as it is
   */
  record Override(Handover handover, FileState state) {
    ConfigurationFile now() {
      return ConfigurationFile.parse(
          state instanceof FileState.Present present ? present.content() : new byte[0]);
    }

    Edited edited() {
      ConfigurationFile now = now();
      return now.edit(handover.edits().apply(now));
    }
  }
}
