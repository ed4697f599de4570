package io.mooring.openstack.glance;

import io.mooring.contracts.PoolName;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.file.ServiceConfiguration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The images of a cloud as one node's glance sees them.
 *
 * @param configuration glance's configuration there
 * @param pool the images pool
 * @param images the images that have data; empty where glance does not run
 * @param files the node's files
 * @param roles our roles at glance by their names; empty where nobody told us any
 * @param problem why glance could not be asked; empty when it could
 * @param planning whether nothing is changed now, so that other nodes have copied nothing yet
 */
record FoundImages(
    ServiceConfiguration configuration,
    PoolName pool,
    List<StoredImage> images,
    ImageFiles files,
    List<String> roles,
    Optional<Answer> problem,
    boolean planning) {
  static final ImageFiles NO_FILES = new ImageFiles(Set.of(), Long.MAX_VALUE);

  /** The stores that glance is set up with; empty when there is no such file. */
  Optional<FoundStores> stores() {
    return configuration.content().map(FoundStores::of);
  }

  /** What glance calls the images pool, or will call it. */
  String target() {
    return stores().map(found -> GlanceSettings.backend(found, pool)).orElse(Store.RBD);
  }

  /** What is to be copied by this node; what could not be copied before comes last. */
  List<StoredImage> toCopy() {
    return images.stream()
        .filter(image -> image.active() && !image.inPool())
        .filter(this::isReadable)
        .sorted(Comparator.comparing(StoredImage::failedBefore))
        .toList();
  }

  /** Those whose data this node's glance has not: another one's may. */
  List<StoredImage> ofOthers() {
    return images.stream()
        .filter(image -> image.active() && !image.inPool())
        .filter(Predicate.not(this::isReadable))
        .toList();
  }

  /** Those that glance gives to nobody, and does not copy. */
  List<StoredImage> deactivated() {
    return images.stream().filter(image -> !image.active() && !image.inPool()).toList();
  }

  /** Those that are in the pool and in another store too. */
  List<StoredImage> twice() {
    return images.stream()
        .filter(image -> image.active() && image.inPool())
        .filter(image -> !image.storesBeside(target()).isEmpty())
        .toList();
  }

  /** A file of a node is seen by its own glance only, unless the directory is shared. */
  private boolean isReadable(StoredImage image) {
    List<String> elsewhere = image.storesBeside(target());
    return elsewhere.isEmpty()
        || elsewhere.stream().anyMatch(store -> !isFile(store))
        || files.names().contains(image.id());
  }

  private boolean isFile(String store) {
    return store.equals(Store.FILE)
        || stores().stream()
            .flatMap(found -> found.stores().stream())
            .anyMatch(known -> known.id().equals(store) && known.type().equals(Store.FILE));
  }
}
