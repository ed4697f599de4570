package io.mooring.openstack.glance;

import io.mooring.contracts.Action.CopyImages;
import io.mooring.contracts.Counted;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.proof.RbdImage;
import io.mooring.participant.step.StepContext;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an image's copy is whole. Glance compares the hash of all that it writes with the image's
 * own; here it is looked whether that is really in the pool: its size, and for one that is not
 * large its hash, read back from Ceph.
 */
final class WholeCopy {
  /** Read back within a script's limit, on a slow cluster too. */
  private static final long SMALL = 128L << 20;

  private static final Set<String> ALGORITHMS = Set.of("sha512", "sha384", "sha256");

  private final StepContext context;
  private final CopyImages action;
  private final RbdImage.Viewer viewer;

  WholeCopy(StepContext context, CopyImages action, Layout layout) {
    this.context = context;
    this.action = action;
    this.viewer =
        new RbdImage.Viewer(
            layout.as(action.serviceUser().value()), action.cluster(), action.client());
  }

  /** What is wrong with it; empty when it is whole. Behind the fence, as every look of a step. */
  Optional<String> problem(StoredImage image) {
    RbdImage copy = RbdImage.look(context.node(), viewer, action.pool(), image.id());
    if (copy.problem().isPresent()) {
      return copy.problem();
    }
    if (copy.size().isPresent() && copy.size().getAsLong() != image.size()) {
      return Optional.of(
          "its copy in %s has %s instead of %d"
              .formatted(action.pool(), Counted.of(copy.size().getAsLong(), "byte"), image.size()));
    }
    return image.size() <= SMALL && ALGORITHMS.contains(image.algorithm())
        ? differs(image)
        : Optional.empty();
  }

  private Optional<String> differs(StoredImage image) {
    Optional<String> hash =
        RbdImage.hash(context.node(), viewer, action.pool(), image.id(), image.algorithm());
    if (hash.isEmpty()) {
      return Optional.of("its copy in %s could not be read".formatted(action.pool()));
    }
    return hash.get().equals(image.hash())
        ? Optional.empty()
        : Optional.of(
            "its copy in %s has another %s than the image"
                .formatted(action.pool(), image.algorithm()));
  }
}
