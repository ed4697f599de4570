package io.mooring.openstack.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.openstack.configuration.Edit.AddToList;
import io.mooring.openstack.configuration.Edit.Remove;
import io.mooring.openstack.configuration.Edit.RemoveLine;
import io.mooring.openstack.configuration.Edit.Set;
import io.mooring.openstack.configuration.UnifiedDiff.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an integration asks of the files that Debian's packages bring (shortened, else as they are).
 */
class DebianFilesTest {

  @Test
  void tiesGlanceToItsPool() throws IOException {
    // given
    ConfigurationFile before = file("glance-api.conf");

    // when
    Edited edited =
        before.edit(
            List.of(
                new Set("DEFAULT", "show_image_direct_url", "True"),
                new Remove("glance_store", "filesystem_store_datadir"),
                new Set("glance_store", "stores", "rbd"),
                new Set("glance_store", "default_store", "rbd"),
                new Set("glance_store", "rbd_store_pool", "openstack-images"),
                new Set("glance_store", "rbd_store_user", "glance"),
                new Set("glance_store", "rbd_store_ceph_conf", "/etc/ceph/ceph.conf"),
                new Set("glance_store", "rbd_store_chunk_size", "8")));

    // then
    assertThat(changedLines(before, edited.result()))
        .containsExactly(
            "+show_image_direct_url = True",
            "+stores = rbd",
            "+default_store = rbd",
            "-filesystem_store_datadir = /var/lib/glance/images",
            "+rbd_store_chunk_size = 8",
            "+rbd_store_pool = openstack-images",
            "+rbd_store_user = glance",
            "+rbd_store_ceph_conf = /etc/ceph/ceph.conf");
    assertThat(edited.result().text())
        .contains("#show_image_direct_url = false\nshow_image_direct_url = True\n")
        .contains("#rbd_store_user = <None>\nrbd_store_user = glance\n");
  }

  @Test
  void addsABackEndToCinderAndKeepsTheOneThatIsThere() throws IOException {
    // given
    ConfigurationFile before = file("cinder.conf");

    // when
    Edited edited =
        before.edit(
            List.of(
                new AddToList("DEFAULT", "enabled_backends", "ceph"),
                new Set("ceph", "volume_driver", "cinder.volume.drivers.rbd.RBDDriver"),
                new Set("ceph", "rbd_pool", "openstack-volumes")));

    // then
    assertThat(changedLines(before, edited.result()))
        .containsExactly(
            "-enabled_backends = lvm",
            "+enabled_backends = lvm,ceph",
            "+",
            "+[ceph]",
            "+volume_driver = cinder.volume.drivers.rbd.RBDDriver",
            "+rbd_pool = openstack-volumes");
    assertThat(edited.result().items("DEFAULT", "enabled_backends")).containsExactly("lvm", "ceph");
    assertThat(edited.applied()).allMatch(AppliedEdit::changed);
  }

  @Test
  void removesTheStrayLineOfTheSeed() throws IOException {
    // given
    String sound = file("glance-api.conf").text();
    String option = "filesystem_store_datadir = /var/lib/glance/images\n";
    ConfigurationFile before =
        ConfigurationFile.parse(sound.replace(option, "Local File\n" + option));
    assertThat(before.problems()).extracting(Problem::shown).containsExactly("Local File");

    // when
    Edited edited = before.edit(List.of(new RemoveLine("Local File")));

    // then
    assertThat(edited.result().text()).isEqualTo(sound);
    assertThat(edited.applied().getFirst().summary())
        .isEqualTo("unreadable line " + before.problems().getFirst().number() + " removed");
  }

  private static List<String> changedLines(ConfigurationFile before, ConfigurationFile after) {
    return UnifiedDiff.between("/etc/x.conf", before, after, Secrets.HIDDEN)
        .lines()
        .skip(2)
        .filter(line -> line.startsWith("+") || line.startsWith("-"))
        .toList();
  }

  private static ConfigurationFile file(String name) throws IOException {
    try (InputStream in = DebianFilesTest.class.getResourceAsStream("/configuration/" + name)) {
      return ConfigurationFile.parse(in.readAllBytes());
    }
  }
}
