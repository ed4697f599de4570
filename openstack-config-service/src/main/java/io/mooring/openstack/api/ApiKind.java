package io.mooring.openstack.api;

import io.mooring.openstack.configuration.ConfigurationFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The APIs of OpenStack that Mooring speaks to. */
public enum ApiKind {
  /** Glance's images. */
  IMAGE("glance-api", List.of("image"), "bind_host", "bind_port") {
    @Override
    boolean speaksTls(ConfigurationFile file) {
      return file.value(DEFAULT, "cert_file").filter(path -> !path.isEmpty()).isPresent();
    }
  },
  /** Cinder's volumes; of the names the newest is the first. */
  VOLUME(
      "cinder-api",
      List.of("block-storage", "volumev3", "block-store"),
      "osapi_volume_listen",
      "osapi_volume_listen_port") {
    @Override
    boolean speaksTls(ConfigurationFile file) {
      return file.value(DEFAULT, "osapi_volume_use_ssl").filter(YES::contains).isPresent();
    }
  },
  /** Nova's machines. */
  COMPUTE("nova-api", List.of("compute"), "osapi_compute_listen", "osapi_compute_listen_port") {
    @Override
    boolean speaksTls(ConfigurationFile file) {
      return file.items(DEFAULT, "enabled_ssl_apis").contains("osapi_compute");
    }
  };

  private static final String DEFAULT = "DEFAULT";
  private static final Set<String> YES = Set.of("true", "True", "yes", "Yes", "on", "On", "1");
  private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::", "[::]");

  private final String label;
  private final List<String> types;
  private final String hostOption;
  private final String portOption;

  ApiKind(String label, List<String> types, String hostOption, String portOption) {
    this.label = label;
    this.types = types;
    this.hostOption = hostOption;
    this.portOption = portOption;
  }

  /** What people call the program that answers. */
  public String label() {
    return label;
  }

  /** The types under which catalogues have it. */
  List<String> types() {
    return types;
  }

  /** The address that the service listens on; empty where it listens on all that its node has. */
  Optional<String> host(ConfigurationFile file) {
    return file.value(DEFAULT, hostOption)
        .map(host -> host.replaceAll("^\\[|]$", ""))
        .filter(host -> !EVERYWHERE.contains(host));
  }

  /** The port that the service listens on, if its file says so. */
  Optional<Integer> port(ConfigurationFile file) {
    return file.value(DEFAULT, portOption).stream()
        .filter(port -> port.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .findFirst();
  }

  /** Whether the service itself speaks TLS. */
  abstract boolean speaksTls(ConfigurationFile file);
}
