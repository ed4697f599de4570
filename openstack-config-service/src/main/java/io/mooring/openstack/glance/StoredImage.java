package io.mooring.openstack.glance;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.PoolName;
import io.mooring.openstack.api.Images;
import java.util.List;

/**
 * An image that has data, as glance tells of it.
 *
 * @param id what glance calls it, and what its file or its RBD image is called
 * @param name what people call it; may be empty
 * @param status glance's status: only an {@code active} one can be copied
 * @param size its size in bytes
 * @param stores where its data is, as glance calls the stores
 * @param inPool whether it is in the images pool
 * @param algorithm by which glance hashed it; empty for one of an old release
 * @param hash that hash in hex
 * @param failedBefore whether glance could not copy it once
 */
record StoredImage(
    String id,
    String name,
    String status,
    long size,
    List<String> stores,
    boolean inPool,
    String algorithm,
    String hash,
    boolean failedBefore) {

  static StoredImage of(JsonNode image, FoundStores stores, PoolName pool) {
    List<String> named = Images.stores(image);
    List<String> elsewhere = ImageCensus.elsewhere(image, stores, pool).stream().toList();
    return new StoredImage(
        image.path("id").asText(),
        image.path("name").asText(""),
        image.path("status").asText(),
        image.path("size").asLong(),
        named.isEmpty() ? elsewhere : named,
        elsewhere.isEmpty(),
        image.path("os_hash_algo").asText(""),
        image.path("os_hash_value").asText(""),
        !image.path("os_glance_failed_import").asText("").isEmpty());
  }

  boolean active() {
    return status.equals("active");
  }

  /** The first store that has it beside the images pool's. */
  List<String> storesBeside(String pool) {
    return stores.stream().filter(store -> !store.equals(pool)).toList();
  }

  /** Its id, and its name where it has one. */
  String words() {
    return name.isEmpty() ? id : "%s (%s)".formatted(id, name);
  }
}
