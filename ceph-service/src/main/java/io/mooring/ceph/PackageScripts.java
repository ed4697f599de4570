package io.mooring.ceph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The shell scripts for packages, which are long enough to be files of their own.
 *
 * @param probe prints the package manager and the capabilities
 * @param apt installs by apt-get
 * @param dnf installs by dnf or yum
 */
record PackageScripts(String probe, String apt, String dnf) {

  static PackageScripts load() {
    return new PackageScripts(
        resource("probe-client.sh"), resource("install-apt.sh"), resource("install-dnf.sh"));
  }

  /** Installs packages and probes again; the first argument is a Ceph release or empty. */
  String install(PackageManager manager) {
    String install =
        switch (manager) {
          case APT -> apt;
          case DNF, YUM -> dnf;
          case NONE -> throw new IllegalArgumentException("there is no package manager");
        };
    return install + "\n" + probe;
  }

  private static String resource(String name) {
    try (InputStream stream = PackageScripts.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
