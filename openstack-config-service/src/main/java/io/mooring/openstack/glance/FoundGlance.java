package io.mooring.openstack.glance;

import io.mooring.contracts.Finding;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import java.util.Optional;

/**
 * What was found of glance on a controller.
 *
 * @param configuration its configuration
 * @param files how many files are in the directories of the file stores that would be switched off
 * @param census what glance itself says of its images; empty when it need not be asked
 * @param silent that glance runs and does not answer; empty when it does, or does not run
 * @param decisions what people decided
 */
record FoundGlance(
    ServiceConfiguration configuration,
    long files,
    Optional<ImageCensus> census,
    Optional<Finding> silent,
    Decisions decisions) {

  /** Without asking whether it answers. */
  FoundGlance(
      ServiceConfiguration configuration,
      long files,
      Optional<ImageCensus> census,
      Decisions decisions) {
    this(configuration, files, census, Optional.empty(), decisions);
  }

  /** The stores that the configuration sets up; empty when there is no such file. */
  Optional<FoundStores> stores() {
    return configuration.content().map(FoundStores::of);
  }
}
