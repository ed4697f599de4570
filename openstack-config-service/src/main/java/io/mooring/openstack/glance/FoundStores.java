package io.mooring.openstack.glance;

import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.PoolName;
import io.mooring.openstack.configuration.ConfigurationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stores that a glance-api.conf sets up; pure. */
final class FoundStores {
  static final String DEFAULT = "DEFAULT";
  static final String BACKENDS = "enabled_backends";
  static final String CLASSIC = "glance_store";
  static final String POOL = "rbd_store_pool";
  static final String DIRECTORY = "filesystem_store_datadir";
  private static final String STAGING = "os_glance_staging_store";
  static final String DIRECTORIES = "filesystem_store_datadirs";

  /** What glance_store has when the file says nothing. */
  private static final List<String> DEFAULT_STORES = List.of(Store.FILE, "http");

  private static final String DEFAULT_DIRECTORY = "/var/lib/glance/images";
  private static final String DEFAULT_POOL = "images";

  private final ConfigurationFile file;
  private final boolean backends;
  private final List<Store> stores;

  private FoundStores(ConfigurationFile file, boolean backends, List<Store> stores) {
    this.file = file;
    this.backends = backends;
    this.stores = stores;
  }

  static FoundStores of(ConfigurationFile file) {
    List<String> enabled = named(file, DEFAULT, BACKENDS);
    if (!enabled.isEmpty()) {
      return new FoundStores(file, true, enabled.stream().map(FoundStores::backend).toList());
    }
    List<String> named = named(file, CLASSIC, "stores");
    List<String> names = named.isEmpty() ? DEFAULT_STORES : named;
    return new FoundStores(
        file, false, names.stream().map(name -> new Store(name, name, CLASSIC)).toList());
  }

  private static List<String> named(ConfigurationFile file, String section, String option) {
    return file.items(section, option).stream().filter(item -> !item.isBlank()).distinct().toList();
  }

  private static Store backend(String item) {
    int colon = item.indexOf(':');
    String id = colon < 0 ? item : item.substring(0, colon).strip();
    return new Store(id, item.substring(colon + 1).strip(), id);
  }

  /** Whether {@code enabled_backends} is set, which switches the classic options off. */
  boolean backends() {
    return backends;
  }

  List<Store> stores() {
    return stores;
  }

  /** How the stores are to be written here, once it has been looked at what is there. */
  GlanceStores mode(GlanceStores wanted) {
    return switch (wanted) {
      case AUTO -> backends ? GlanceStores.MULTI : GlanceStores.SINGLE;
      case SINGLE, MULTI -> wanted;
    };
  }

  /** The stores other than the images pool: those that {@code single} would switch off. */
  List<Store> others(PoolName pool) {
    return stores.stream().filter(store -> !isPool(store, pool)).toList();
  }

  /** The store that is the images pool already, if there is one. */
  Optional<Store> pool(PoolName pool) {
    return stores.stream().filter(store -> isPool(store, pool)).findFirst();
  }

  private boolean isPool(Store store, PoolName pool) {
    return store.isRbd() && poolOf(store).equals(pool.value());
  }

  /** The pool of an rbd store. */
  String poolOf(Store store) {
    return file.value(store.section(), POOL).orElse(DEFAULT_POOL);
  }

  /** The store that new images go to; empty when the file names one that it does not set up. */
  Optional<Store> defaultStore() {
    String name =
        file.value(CLASSIC, backends ? "default_backend" : "default_store").orElse(Store.FILE);
    return stores.stream().filter(store -> store.id().equals(name)).findFirst();
  }

  /** Directories of a file store; values of several lines or with priorities are taken apart. */
  List<String> directories(Store store) {
    List<String> values = new ArrayList<>(file.values(store.section(), DIRECTORIES));
    file.value(store.section(), DIRECTORY).ifPresent(values::add);
    List<String> directories =
        values.stream()
            .flatMap(String::lines)
            .map(value -> value.strip().replaceAll(":\\d+$", ""))
            .filter(value -> value.startsWith("/"))
            .distinct()
            .toList();
    return directories.isEmpty() ? List.of(DEFAULT_DIRECTORY) : directories;
  }

  /** The directories of all file stores which {@code single} would switch off. */
  List<String> directoriesOfOthers(PoolName pool) {
    return others(pool).stream()
        .filter(store -> store.type().equals(Store.FILE))
        .flatMap(store -> directories(store).stream())
        .distinct()
        .toList();
  }

  /** Where glance keeps an image while it copies it: glance_store makes that directory itself. */
  String stagingDirectory() {
    return file.value(STAGING, DIRECTORY).orElse("/var/lib/glance/" + STAGING);
  }

  /** The options of the shared section that belong to a store. */
  List<String> options(Store store) {
    return file.options(store.section()).stream().filter(store::owns).toList();
  }

  /** Whether a file store names its directories. */
  boolean namesDirectories(Store store) {
    return !file.values(store.section(), DIRECTORY).isEmpty()
        || !file.values(store.section(), DIRECTORIES).isEmpty();
  }

  static String defaultDirectory() {
    return DEFAULT_DIRECTORY;
  }
}
