package io.mooring.openstack.nova;

import io.mooring.contracts.Action.ConfigureNova;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What nova.conf is to say on a compute; pure. Everything stands in {@code [libvirt]}; what is
 * there about migration is none of our business.
 */
final class NovaSettings {
  static final String SECTION = "libvirt";
  static final String TYPE = "images_type";
  static final String POOL = "images_rbd_pool";
  static final String USER = "rbd_user";
  static final String SECRET = "rbd_secret_uuid";
  static final String RBD = "rbd";
  private static final String CACHE = "disk_cachemodes";
  private static final String NETWORK_CACHE = "network=writeback";
  private static final String DISCARD = "hw_disk_discard";

  private NovaSettings() {}

  /**
   * The edits that lead to the wanted file.
   *
   * @param secret UUID of the secret that libvirt holds and cinder names
   */
  static List<Edit> wanted(ConfigureNova action, UUID secret, ConfigurationFile now) {
    List<Edit> edits = new ArrayList<>();
    set(edits, TYPE, RBD);
    set(edits, POOL, action.pool().value());
    set(edits, "images_rbd_ceph_conf", action.cephConf().value());
    set(edits, USER, action.client().value());
    set(edits, SECRET, secret.toString());
    cacheModes(now).ifPresent(modes -> set(edits, CACHE, modes));
    if (now.value(SECTION, DISCARD).isEmpty()) {
      set(edits, DISCARD, "unmap");
    }
    return edits;
  }

  /** Somebody's own mode for network disks stays, and so do the modes of other disks. */
  private static Optional<String> cacheModes(ConfigurationFile now) {
    List<String> modes = now.items(SECTION, CACHE);
    if (modes.stream().anyMatch(mode -> mode.strip().startsWith("network="))) {
      return Optional.empty();
    }
    return Optional.of(
        modes.isEmpty() ? NETWORK_CACHE : String.join(",", modes) + "," + NETWORK_CACHE);
  }

  /** Whether machines' disks are in this pool by this configuration. */
  static boolean serves(ConfigurationFile configuration, String pool) {
    return configuration.value(SECTION, TYPE).filter(RBD::equals).isPresent()
        && configuration.value(SECTION, POOL).orElse(RBD).equals(pool);
  }

  private static void set(List<Edit> edits, String option, String value) {
    edits.add(new Edit.Set(SECTION, option, value));
  }
}
