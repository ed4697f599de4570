package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {
  @Test
  void breaksSentencesAtSpaces() {
    assertThat(Wrap.text("Free some space below /var, then retry.", 16))
        .containsExactly("Free some space", "below /var, then", "retry.");
  }

  @Test
  void keepsALongWordWhole() {
    assertThat(Wrap.text("see /etc/ceph/ceph.client.glance.keyring there", 10))
        .containsExactly("see", "/etc/ceph/ceph.client.glance.keyring", "there");
  }

  @Test
  void keepsWholeWhatIsToBeCopied() {
    String backends =
        "enabled_backends = {{ cinder_backends | map(attribute='name') | join(',') }},rbd-1";

    assertThat(
            Wrap.text(
                "Hand this over yourself.\nIn /etc/kolla/globals.yml:\n"
                    + "cinder_backend_ceph: \"yes\" # as the document says\n"
                    + "In /etc/kolla/config/cinder/cinder-volume.conf:\n[DEFAULT]\n"
                    + backends
                    + "\n\n    ceph config generate-minimal-conf >/etc/ceph/ceph.conf\n"
                    + "Then run kolla-ansible reconfigure.",
                30))
        .containsExactly(
            "Hand this over yourself.",
            "In /etc/kolla/globals.yml:",
            "cinder_backend_ceph: \"yes\" # as the document says",
            "In",
            "/etc/kolla/config/cinder/cinder-volume.conf:",
            "[DEFAULT]",
            backends,
            "",
            "    ceph config generate-minimal-conf >/etc/ceph/ceph.conf",
            "Then run kolla-ansible",
            "reconfigure.");
  }

  @Test
  void breaksASentenceThatBeginsLikeAnOption() {
    assertThat(Wrap.text("glance: it does not answer.", 12))
        .containsExactly("glance: it", "does not", "answer.");
  }

  @Test
  void letsNoControlCharacterThrough() {
    assertThat(Wrap.text("a\u001b[31mb\n  c\u001b[0md = e", 40))
        .containsExactly("a [31mb", "  c [0md = e");
  }
}
