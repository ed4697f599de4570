package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.ConfigureCinder;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What cinder.conf is to say; pure. */
final class CinderSettings {
  static final String DEFAULT = "DEFAULT";
  static final String ENABLED_BACKENDS = "enabled_backends";
  static final String SECRET = "rbd_secret_uuid";
  private static final String CLUSTER_NAME = "rbd_cluster_name";

  /** What the driver takes for granted. */
  private static final String COMMON_NAME = "ceph";

  private static final String GLANCE_VERSION = "glance_api_version";

  private CinderSettings() {}

  /**
   * The edits that lead to the wanted file.
   *
   * @param secret UUID of the secret that the computes have
   */
  static List<Edit> wanted(ConfigureCinder action, UUID secret, ConfigurationFile now) {
    String backend = action.backend().value();
    List<Edit> edits = new ArrayList<>();
    edits.add(
        action.keepBackends()
            ? new Edit.AddToList(DEFAULT, ENABLED_BACKENDS, backend)
            : new Edit.Set(DEFAULT, ENABLED_BACKENDS, backend));
    if (knowsGlanceVersion(now)) {
      edits.add(new Edit.Set(DEFAULT, GLANCE_VERSION, "2"));
    }
    set(edits, backend, "volume_driver", "cinder.volume.drivers.rbd.RBDDriver");
    set(edits, backend, "volume_backend_name", backend);
    set(edits, backend, "rbd_pool", action.pool().value());
    set(edits, backend, "rbd_ceph_conf", action.cephConf().value());
    if (!clusterName(action).equals(COMMON_NAME) || now.value(backend, CLUSTER_NAME).isPresent()) {
      set(edits, backend, CLUSTER_NAME, clusterName(action));
    }
    set(edits, backend, "rbd_flatten_volume_from_snapshot", "false");
    set(edits, backend, "rbd_max_clone_depth", "5");
    set(edits, backend, "rbd_store_chunk_size", "4");
    set(edits, backend, "rados_connect_timeout", "-1");
    set(edits, backend, "rbd_user", action.client().value());
    set(edits, backend, SECRET, secret.toString());
    return edits;
  }

  /** The driver looks for the keyring by it. */
  private static String clusterName(ConfigureCinder action) {
    String file = action.cephConf().value().replaceFirst(".*/", "");
    return file.replaceFirst("\\.conf$", "");
  }

  private static void set(List<Edit> edits, String section, String option, String value) {
    edits.add(new Edit.Set(section, option, value));
  }

  /**
   * Cinder dropped the option in Queens (12.0.0 release notes); the sample in the packaged file
   * tells whether the installed release still has it.
   */
  private static boolean knowsGlanceVersion(ConfigurationFile now) {
    return new String(now.bytes(), StandardCharsets.ISO_8859_1).contains(GLANCE_VERSION);
  }
}
