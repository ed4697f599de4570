package io.mooring.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CephConfTest {
  @Test
  void optionsAreReadAsCephDoes() {
    CephConf conf =
        new CephConf("# c\n[global]\n\tfsid = 1-2\nmon host = a\n[client]\nfsid = other\n");
    assertThat(conf.global("fsid")).contains("1-2");
    assertThat(conf.global("mon_host")).contains("a");
    assertThat(conf.global("keyring")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[v2:10.77.0.10:3300/0,v1:10.77.0.10:6789/0]; 10.77.0.10",
        "10.77.0.10; 10.77.0.10",
        "10.77.0.10:6789; 10.77.0.10",
        "[v2:[fd00::1]:3300/0,v1:[fd00::1]:6789/0]; [fd00::1]",
        "mon-a.example; mon-a.example"
      })
  void monitorsAreTheirHosts(String monHost, String host) {
    assertThat(new CephConf("[global]\nmon_host = " + monHost + "\n").monitors())
        .containsExactly(host);
  }

  @Test
  void severalMonitorsAreASet() {
    assertThat(new CephConf("[global]\nmon_host = 10.0.0.2, 10.0.0.1\n").monitors())
        .isEqualTo(
            new CephConf(
                    "[global]\nmon_host = [v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0]"
                        + " [v2:10.0.0.2:3300/0,v1:10.0.0.2:6789/0]\n")
                .monitors());
  }

  @Test
  void anOptionIsReplacedInItsLineAndNowhereElse() {
    CephConf conf = new CephConf("[global]\n# mine\nmon host = a\nx = 1\n[client]\nmon_host = z\n");
    assertThat(conf.withGlobal("mon_host", "b").text())
        .isEqualTo("[global]\n# mine\nmon_host = b\nx = 1\n[client]\nmon_host = z\n");
  }

  @Test
  void aMissingOptionIsPutBelowTheHeading() {
    assertThat(new CephConf("[client]\nx = 1\n").withGlobal("fsid", "1").text())
        .isEqualTo("[global]\nfsid = 1\n[client]\nx = 1\n");
    assertThat(new CephConf("[global]\nx = 1\n").withGlobal("fsid", "1").text())
        .isEqualTo("[global]\nfsid = 1\nx = 1\n");
  }

  @Test
  void whatSomeReadersCanNotBearIsMended() {
    assertThat(new CephConf("fsid = 1\n\tmon_host = a").readable().text())
        .isEqualTo("[global]\nfsid = 1\nmon_host = a\n");
  }
}
