package io.mooring.openstack.glance;

import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.PoolName;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What glance-api.conf is to say; pure. */
final class GlanceSettings {
  private static final String STORE = FoundStores.CLASSIC;
  private static final String METHODS = "enabled_import_methods";
  private static final String COPY = "copy-image";

  /** A comment of old packages that lost its sign: the service can't start with it. */
  private static final String STRAY_LINE = "Local File";

  private GlanceSettings() {}

  static List<Edit> wanted(ConfigureGlance action, ConfigurationFile now) {
    FoundStores found = FoundStores.of(now);
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit.RemoveLine(STRAY_LINE));
    edits.addAll(locations(action));
    edits.addAll(
        switch (found.mode(action.stores())) {
          case SINGLE -> single(action);
          case MULTI, AUTO -> multi(action, found);
        });
    if (action.existingImages() == ExistingImages.COPY) {
      importMethod(now).ifPresent(edits::add);
    }
    return edits;
  }

  /**
   * Glance copies images where its import methods have copy-image, which they have where the file
   * names none (since Ussuri). The option's list is in brackets.
   */
  static Optional<Edit> importMethod(ConfigurationFile now) {
    return now.value(FoundStores.DEFAULT, METHODS)
        .map(value -> value.strip().replaceAll("^\\[|]$", ""))
        .map(
            value ->
                Stream.of(value.split(","))
                    .map(String::strip)
                    .filter(method -> !method.isEmpty())
                    .toList())
        .filter(methods -> methods.stream().noneMatch(COPY::equals))
        .map(
            methods ->
                Stream.concat(methods.stream(), Stream.of(COPY))
                    .collect(Collectors.joining(",", "[", "]")))
        .map(value -> new Edit.Set(FoundStores.DEFAULT, METHODS, value));
  }

  /** How far glance tells others where in Ceph an image is. */
  static List<Edit> locations(ConfigureGlance action) {
    List<Edit> edits = new ArrayList<>();
    edits.add(
        new Edit.Set(
            FoundStores.DEFAULT,
            "show_image_direct_url",
            action.showImageDirectUrl() ? "True" : "False"));
    if (action.features().contains(Feature.DIRECT_SNAPSHOTS)) {
      edits.add(new Edit.Set(FoundStores.DEFAULT, "show_multiple_locations", "True"));
    }
    return edits;
  }

  private static List<Edit> single(ConfigureGlance action) {
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit.Set(STORE, "stores", Store.RBD));
    edits.add(new Edit.Set(STORE, "default_store", Store.RBD));
    edits.addAll(rbd(STORE, action));
    edits.add(new Edit.Remove(STORE, FoundStores.DIRECTORY));
    return edits;
  }

  private static List<Edit> multi(ConfigureGlance action, FoundStores found) {
    List<Edit> edits = new ArrayList<>();
    if (!found.backends()) {
      edits.addAll(carried(found));
    }
    String id = backend(found, action.pool());
    edits.add(new Edit.AddToList(FoundStores.DEFAULT, FoundStores.BACKENDS, id + ":" + Store.RBD));
    edits.add(new Edit.Set(STORE, "default_backend", id));
    edits.addAll(rbd(id, action));
    return edits;
  }

  /**
   * Every store gets a section of its own with all its options. The classic options stay: glance
   * ignores them as soon as enabled_backends is set.
   */
  private static List<Edit> carried(FoundStores found) {
    List<Edit> edits = new ArrayList<>();
    for (Store store : found.stores()) {
      edits.add(
          new Edit.AddToList(
              FoundStores.DEFAULT, FoundStores.BACKENDS, store.id() + ":" + store.type()));
      found.options(store).stream()
          .map(option -> new Edit.Copy(store.section(), store.id(), option))
          .forEach(edits::add);
      if (store.type().equals(Store.FILE) && !found.namesDirectories(store)) {
        edits.add(new Edit.Set(store.id(), FoundStores.DIRECTORY, FoundStores.defaultDirectory()));
      }
    }
    return edits;
  }

  /** The images pool's own name for a store where {@code rbd} is another cluster's or pool's. */
  static String backend(FoundStores found, PoolName pool) {
    return found
        .pool(pool)
        .map(Store::id)
        .orElseGet(
            () ->
                found.stores().stream().anyMatch(store -> store.id().equals(Store.RBD))
                    ? pool.value()
                    : Store.RBD);
  }

  static List<Edit> rbd(String section, ConfigureGlance action) {
    return List.of(
        new Edit.Set(section, FoundStores.POOL, action.pool().value()),
        new Edit.Set(section, "rbd_store_user", action.client().value()),
        new Edit.Set(section, "rbd_store_ceph_conf", action.cephConf().value()),
        new Edit.Set(section, "rbd_store_chunk_size", Integer.toString(action.chunkMebibytes())));
  }
}
