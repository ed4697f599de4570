package io.mooring.openstack.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.openstack.handover.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalsTest {
  private static final String OWN =
      """
      ---
      # glance_backend_ceph: "no"
      kolla_base_distro: "debian"
      enable_cinder: true
      neutron_external_interface: 'eth1' # the second one
      nested:
        ceph_glance_user: other
      """;
  private static final List<Variable> WANTED =
      List.of(
          new Variable("glance_backend_ceph", "yes"), new Variable("ceph_glance_user", "glance"));

  @Test
  void shouldReadWhatIsSetAndNothingElse() {
    // When
    var said = new Globals(OWN).said();

    // Then
    assertThat(said)
        .containsOnlyKeys(
            "kolla_base_distro", "enable_cinder", "neutron_external_interface", "nested");
    assertThat(said.get("neutron_external_interface")).isEqualTo(new Globals.Said("eth1", 5));
    assertThat(said.get("enable_cinder").means("yes")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---\n", "a: 1", "a: 1\n", "a: 1\r\nb: 2\r\n", "a: 1\n\n\n"})
  void shouldKeepEveryByteOfOthersAndSettleAfterOneTime(String text) {
    // Given
    Globals former = new Globals(text);

    // When
    Globals once = former.with(WANTED);

    // Then
    assertThat(once.text()).startsWith(text).contains("glance_backend_ceph: \"yes\"");
    assertThat(once.with(once.missing(WANTED))).isEqualTo(once);
    assertThat(once.said()).isEqualTo(former.said());
    assertThat(once.with(List.of()).text()).isIn(text, text + "\n");
  }

  @Test
  void shouldReplaceItsBlockWhereItIs() {
    // Given
    Globals once = new Globals(OWN).with(WANTED);
    Globals followed = new Globals(once.text() + "added_later: 1\n");

    // When
    Globals twice = followed.with(List.of(new Variable("ceph_glance_user", "images")));

    // Then
    assertThat(twice.text())
        .startsWith(OWN)
        .endsWith("ceph_glance_user: \"images\"\n# END mooring\nadded_later: 1\n")
        .doesNotContain("glance_backend_ceph: \"yes\"");
  }

  @Test
  void shouldLeaveOutWhatSomebodyHasSaidAlready() {
    // Given
    Variable files =
        new Variable(
            "glance_backend_file", "yes", List.of("glance_backend_file", "glance_backend_s3"));
    Globals said = new Globals("glance_backend_ceph: true\nglance_backend_s3: \"yes\"\n");

    // Then
    assertThat(said.missing(List.of(new Variable("glance_backend_ceph", "yes"), files))).isEmpty();
    assertThat(new Globals(OWN).missing(List.of(files))).containsExactly(files);
  }
}
