package io.mooring.openstack.glance;

import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.util.ArrayList;
import java.util.List;

/** What glance-api.conf is to say; pure. */
final class GlanceSettings {
  static final String DEFAULT_DIRECTORY = "/var/lib/glance/images";
  private static final String STORE = "glance_store";
  private static final String DEFAULT = "DEFAULT";
  private static final String RBD = "rbd";
  private static final String FILE = "file";
  private static final String DIRECTORY = "filesystem_store_datadir";

  /** A comment of old packages that lost its sign: the service can't start with it. */
  private static final String STRAY_LINE = "Local File";

  private GlanceSettings() {}

  static List<Edit> wanted(ConfigureGlance action, ConfigurationFile now) {
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit.RemoveLine(STRAY_LINE));
    edits.add(
        new Edit.Set(
            DEFAULT, "show_image_direct_url", action.showImageDirectUrl() ? "True" : "False"));
    edits.addAll(
        switch (action.stores()) {
          case SINGLE -> single(action);
          case MULTI -> multi(action, now);
        });
    return edits;
  }

  private static List<Edit> single(ConfigureGlance action) {
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit.Set(STORE, "stores", RBD));
    edits.add(new Edit.Set(STORE, "default_store", RBD));
    edits.addAll(rbd(STORE, action));
    edits.add(new Edit.Remove(STORE, DIRECTORY));
    return edits;
  }

  /** Glance ignores the classic options as soon as enabled_backends is set, so they stay. */
  private static List<Edit> multi(ConfigureGlance action, ConfigurationFile now) {
    List<Edit> edits = new ArrayList<>();
    if (now.items(DEFAULT, "enabled_backends").isEmpty()) {
      List<String> stores = now.items(STORE, "stores");
      List<String> kept = stores.isEmpty() ? List.of(FILE, "http") : stores;
      kept.stream()
          .filter(store -> !store.equals(RBD))
          .forEach(
              store ->
                  edits.add(new Edit.AddToList(DEFAULT, "enabled_backends", store + ":" + store)));
      if (kept.contains(FILE)) {
        edits.add(
            new Edit.Set(FILE, DIRECTORY, now.value(STORE, DIRECTORY).orElse(DEFAULT_DIRECTORY)));
      }
    }
    edits.add(new Edit.AddToList(DEFAULT, "enabled_backends", RBD + ":" + RBD));
    edits.add(new Edit.Set(STORE, "default_backend", RBD));
    edits.addAll(rbd(RBD, action));
    return edits;
  }

  private static List<Edit> rbd(String section, ConfigureGlance action) {
    return List.of(
        new Edit.Set(section, "rbd_store_pool", action.pool().value()),
        new Edit.Set(section, "rbd_store_user", action.client().value()),
        new Edit.Set(section, "rbd_store_ceph_conf", action.cephConf().value()),
        new Edit.Set(section, "rbd_store_chunk_size", Integer.toString(action.chunkMebibytes())));
  }

  /**
   * The directory whose images would become unusable; empty text when the file store is not used.
   */
  static String fileStoreDirectory(ConfigurationFile now) {
    boolean classic = now.items(DEFAULT, "enabled_backends").isEmpty();
    List<String> stores = now.items(STORE, "stores");
    boolean used = classic && (stores.isEmpty() || stores.contains(FILE));
    return used ? now.value(STORE, DIRECTORY).orElse(DEFAULT_DIRECTORY) : "";
  }

  /** Whether the site already uses enabled_backends, which switches the classic options off. */
  static boolean usesBackends(ConfigurationFile now) {
    return !now.items(DEFAULT, "enabled_backends").isEmpty();
  }
}
