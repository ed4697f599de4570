package io.mooring.openstack.glance;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.PoolName;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Images;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many images glance has elsewhere than in the images pool.
 *
 * @param elsewhere numbers of images by store
 * @param problem why glance could not be asked; empty when it could
 */
record ImageCensus(Map<String, Long> elsewhere, Optional<Answer> problem) {
  /** An image in one of these states has no data anywhere. */
  private static final Set<String> WITHOUT_DATA = Set.of("queued", "killed", "deleted");

  /** Counts what glance lists. */
  static ImageCensus of(Images images, FoundStores stores, PoolName pool) {
    Map<String, Long> elsewhere = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    Optional<Answer> problem =
        images.forEach(
            image -> {
              Optional<String> store = elsewhere(image, stores, pool);
              if (store.isPresent() && seen.add(image.path("id").asText())) {
                elsewhere.merge(store.get(), 1L, Long::sum);
              }
            });
    return new ImageCensus(elsewhere, problem);
  }

  /** The store of an image whose data is elsewhere; empty for one that is in the pool. */
  static Optional<String> elsewhere(JsonNode image, FoundStores stores, PoolName pool) {
    if (WITHOUT_DATA.contains(image.path("status").asText())) {
      return Optional.empty();
    }
    List<String> named = Images.stores(image);
    if (!named.isEmpty()) {
      boolean there = stores.pool(pool).map(Store::id).filter(named::contains).isPresent();
      return there ? Optional.empty() : Optional.of(named.getFirst());
    }
    List<String> urls = Images.urls(image);
    if (!urls.isEmpty()) {
      return urls.stream().anyMatch(url -> isIn(url, pool))
          ? Optional.empty()
          : Optional.of(scheme(urls.getFirst()));
    }
    // Glance keeps the place to itself, so the image is taken to be where new ones go.
    Optional<Store> store = stores.defaultStore();
    boolean inPool = store.isPresent() && store.equals(stores.pool(pool));
    return inPool ? Optional.empty() : Optional.of(store.map(Store::id).orElse("unknown"));
  }

  /** Glance writes an rbd place as {@code rbd://fsid/pool/image/snapshot}. */
  private static boolean isIn(String url, PoolName pool) {
    String[] parts = url.split("/", -1);
    return url.startsWith("rbd://") && parts.length > 3 && parts[3].equals(pool.value());
  }

  private static String scheme(String url) {
    int colon = url.indexOf("://");
    return colon < 0 ? "unknown" : url.substring(0, colon);
  }
}
