package io.mooring.node.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinimalConfTest {
  @Test
  void hasNoTabsAndALastNewline() {
    assertThat(
            MinimalConf.normalise(
                "# minimal ceph.conf for 1-2\n[global]\n\tfsid = 1-2\n\tmon_host = 10.0.0.1\n\n"))
        .isEqualTo("# minimal ceph.conf for 1-2\n[global]\nfsid = 1-2\nmon_host = 10.0.0.1\n");
    assertThat(MinimalConf.normalise("fsid = 1")).isEqualTo("[global]\nfsid = 1\n");
  }
}
