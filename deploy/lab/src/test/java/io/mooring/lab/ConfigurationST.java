package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The configuration files are as before, but for the lines that were shown. */
@Order(3)
@ExtendWith(StageExtension.class)
class ConfigurationST {
  private final Stage stage;
  private FirstRun run;

  ConfigurationST(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void integrated() {
    run = stage.needIntegrated();
  }

  @Test
  void glancesFilesDifferOnlyInTheLinesThatWereShown() {
    differOnlyAsShown("configure-glance", FirstRun.GLANCE_CONF, run.glanceBefore());
  }

  @Test
  void cindersFilesDifferOnlyInTheLinesThatWereShown() {
    differOnlyAsShown("configure-cinder", FirstRun.CINDER_CONF, run.cinderBefore());
  }

  @Test
  void osloReadsWhatGlanceNeeds() {
    for (String node : Lab.CONTROLLERS) {
      JsonNode options =
          new OsloOptions(stage.lab())
              .read(
                  node,
                  FirstRun.GLANCE_CONF,
                  "DEFAULT.show_image_direct_url:Bool",
                  "glance_store.stores:List",
                  "glance_store.default_store:Str",
                  "glance_store.rbd_store_pool:Str",
                  "glance_store.rbd_store_user:Str",
                  "glance_store.rbd_store_ceph_conf:Str",
                  "glance_store.rbd_store_chunk_size:Int");

      assertThat(options.toString())
          .as("%s of %s", FirstRun.GLANCE_CONF, node)
          .contains("\"DEFAULT.show_image_direct_url\":true")
          .contains("\"glance_store.default_store\":\"rbd\"")
          .contains("\"glance_store.rbd_store_pool\":\"openstack-images\"")
          .contains("\"glance_store.rbd_store_user\":\"glance\"")
          .contains("\"glance_store.rbd_store_ceph_conf\":\"/etc/ceph/ceph.conf\"")
          .contains("\"glance_store.rbd_store_chunk_size\":8");
      assertThat(options.path("glance_store.stores").toString()).contains("\"rbd\"");
    }
  }

  @Test
  void osloReadsWhatCinderNeedsAndLvmStays() {
    for (String node : Lab.CONTROLLERS) {
      JsonNode options =
          new OsloOptions(stage.lab())
              .read(
                  node,
                  FirstRun.CINDER_CONF,
                  "DEFAULT.enabled_backends:List",
                  "ceph.volume_driver:Str",
                  "ceph.volume_backend_name:Str",
                  "ceph.rbd_pool:Str",
                  "ceph.rbd_user:Str",
                  "ceph.rbd_ceph_conf:Str",
                  "ceph.rbd_flatten_volume_from_snapshot:Bool",
                  "ceph.rbd_max_clone_depth:Int",
                  "ceph.rbd_store_chunk_size:Int",
                  "ceph.rados_connect_timeout:Int");

      assertThat(options.toString())
          .as("%s of %s", FirstRun.CINDER_CONF, node)
          .contains("\"DEFAULT.enabled_backends\":[\"lvm\",\"ceph\"]")
          .contains("\"ceph.volume_driver\":\"cinder.volume.drivers.rbd.RBDDriver\"")
          .contains("\"ceph.volume_backend_name\":\"ceph\"")
          .contains("\"ceph.rbd_pool\":\"openstack-volumes\"")
          .contains("\"ceph.rbd_user\":\"cinder\"")
          .contains("\"ceph.rbd_ceph_conf\":\"/etc/ceph/ceph.conf\"")
          .contains("\"ceph.rbd_flatten_volume_from_snapshot\":false")
          .contains("\"ceph.rbd_max_clone_depth\":5")
          .contains("\"ceph.rbd_store_chunk_size\":4")
          .contains("\"ceph.rados_connect_timeout\":-1");
    }
  }

  private void differOnlyAsShown(String action, String path, Map<String, String> before) {
    Map<String, String> after = new NodeFiles(stage.lab()).text(path, Lab.CONTROLLERS);
    for (String node : Lab.CONTROLLERS) {
      UnifiedDiff shown = shown(action + "@" + node, path);

      assertThat(shown.applyTo(before.get(node).lines().toList()))
          .as("%s of %s is as it was, with what %s showed", path, node, action)
          .isEqualTo(after.get(node).lines().toList());
      assertThat(shown.removed()).as("comments taken away").noneMatch(line -> line.startsWith("#"));
      assertThat(run.apply().text()).contains(shown.added());
    }
  }

  private UnifiedDiff shown(String step, String path) {
    JsonNode changes = stage.sagas().step(run.saga(), step).path("changes");
    List<String> diffs = changes.findValuesAsText("diff");
    assertThat(diffs).as("diffs of %s for %s: %s", step, path, changes).hasSize(1);
    return new UnifiedDiff(diffs.getFirst());
  }
}
