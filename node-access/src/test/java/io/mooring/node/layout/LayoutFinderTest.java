package io.mooring.node.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.FilePath;
import io.mooring.node.layout.Runner.Engine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutFinderTest {
  private static final String SEPARATOR = "\037";
  private static final FilePath CONF = new FilePath("/etc/ceph/ceph.conf");
  private static final FilePath GLANCE = new FilePath("/etc/glance/glance-api.conf");
  private static final String LIST =
      Base64.getEncoder()
          .encodeToString(
              """
              {"command": "glance-api", "config_files": [
                {"source": "/var/lib/kolla/config_files/glance-api.conf",
                 "dest": "/etc/glance/glance-api.conf", "owner": "glance", "perm": "0600"}]}
              """
                  .getBytes(StandardCharsets.UTF_8));

  @Test
  void shouldFindDebiansUnitWithItsAccountAndInterpreter() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            unit("glance-api.service", "active", "running")
                + process(
                    371,
                    1,
                    "64062 64062 glance",
                    "/system.slice/glance-api.service",
                    "/usr/bin/python3",
                    "/usr/bin/glance-api",
                    "--config-file=/etc/glance/glance-api.conf")
                + process(
                    380,
                    371,
                    "64062 64062 glance",
                    "/system.slice/glance-api.service",
                    "/usr/bin/python3",
                    "/usr/bin/glance-api",
                    "--config-file=/etc/glance/glance-api.conf"));

    // Then
    Layout glance = node.find(ServiceKind.GLANCE_API).orElseThrow();
    assertThat(glance.runner()).isEqualTo(new Runner.Unit("glance-api.service"));
    assertThat(glance.account()).hasToString("glance (64062:64062)");
    assertThat(glance.python()).isEqualTo("/usr/bin/python3");
    assertThat(glance.command()).endsWith("--config-file=/etc/glance/glance-api.conf");
    assertThat(glance.file(GLANCE)).isEqualTo(new HostFile.Opened(GLANCE));
    assertThat(node.find(ServiceKind.CINDER_VOLUME)).isEmpty();
  }

  @Test
  void shouldFindRedHatsUnitThoughItDoesNotRun() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            "unit Id=openstack-cinder-volume.service\n"
                + "unit LoadState=loaded\n"
                + "unit User=cinder\n"
                + "unit \n"
                + "unit Id=cinder-volume.service\n"
                + "unit LoadState=not-found\n");

    // Then
    assertThat(node.of(ServiceKind.CINDER_VOLUME).unit())
        .contains("openstack-cinder-volume.service");
    assertThat(node.of(ServiceKind.CINDER_VOLUME).account().name()).isEqualTo("cinder");
  }

  @Test
  void shouldFindElsModularLibvirtThoughTheOneDaemonIsInstalledToo() {
    // Given an EL 9 compute: libvirtd is installed and switched off, the others are started by
    // their sockets
    String units =
        unit("libvirtd.service", "inactive", "dead")
                .replace("Sub", "UnitFileState=disabled\nunit Sub")
            + unit("virtqemud.service", "inactive", "dead")
                .replace("Sub", "UnitFileState=enabled\nunit Sub")
            + unit("virtsecretd.service", "inactive", "dead")
                .replace("Sub", "UnitFileState=enabled\nunit Sub");

    // When nobody has asked it for two minutes, and while machines run
    NodeLayouts idle = LayoutFinder.read(units);
    NodeLayouts busy =
        LayoutFinder.read(
            units
                + process(
                    1040,
                    1,
                    "0 0 root",
                    "/system.slice/virtsecretd.service",
                    "/usr/sbin/virtsecretd",
                    "--timeout",
                    "120")
                + process(
                    2210,
                    1,
                    "0 0 root",
                    "/system.slice/virtqemud.service",
                    "/usr/sbin/virtqemud",
                    "--timeout",
                    "120"));

    // Then
    for (NodeLayouts node : List.of(idle, busy)) {
      Layout libvirt = node.find(ServiceKind.LIBVIRT).orElseThrow();
      assertThat(libvirt.runner()).isEqualTo(new Runner.Unit("virtqemud.service"));
      assertThat(libvirt.account().name()).isEqualTo("root");
    }
  }

  @Test
  void shouldFindAnApplicationInAWebServer() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            process(
                    40,
                    30,
                    "161 161 glance",
                    "/system.slice/httpd.service",
                    "(wsgi:glance_wsgi",
                    "-DFOREGROUND)")
                + process(
                    50,
                    1,
                    "0 0 root",
                    "/user.slice/session-1.scope",
                    "vi",
                    "/etc/glance/glance-api"));

    // Then
    assertThat(node.of(ServiceKind.GLANCE_API).runner())
        .isEqualTo(new Runner.Application("httpd.service", "httpd"));
    assertThat(node.services()).hasSize(1);
  }

  @Test
  void shouldFindUwsgiUnderTheServicesOwnUnit() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            process(
                40,
                1,
                "64062 64062 glance",
                "/system.slice/glance-api.service",
                "/usr/bin/uwsgi_python3",
                "--http-socket",
                ":9292",
                "--ini",
                "/etc/glance/glance-api-uwsgi.ini"));

    // Then
    assertThat(node.of(ServiceKind.GLANCE_API).runner())
        .isEqualTo(new Runner.Application("glance-api.service", "uwsgi_python3"));
  }

  @Test
  void firstHourFailure1KollaIsFoundWhereNoUnitOfGlanceIs() {
    // When
    NodeLayouts node = LayoutFinder.read(kolla("running"));

    // Then
    Layout glance = node.find(ServiceKind.GLANCE_API).orElseThrow();
    assertThat(glance.runner())
        .isInstanceOfSatisfying(
            Runner.Container.class,
            container -> {
              assertThat(container.engine()).isEqualTo(Engine.PODMAN);
              assertThat(container.unit()).contains("kolla-glance_api-container.service");
            });
    assertThat(glance.account()).hasToString("glance (42415:42415)");
    assertThat(glance.python()).isEqualTo("/var/lib/kolla/venv/bin/python3");
    assertThat(glance.file(GLANCE))
        .isEqualTo(new HostFile.Copied(new FilePath("/etc/kolla/glance-api/glance-api.conf")));
    assertThat(glance.file(CONF))
        .isEqualTo(
            new HostFile.Unlisted(
                new FilePath("/etc/kolla/glance-api/ceph/ceph.conf"),
                new FilePath("/etc/kolla/glance-api/config.json"),
                new Runner.Copy("/var/lib/kolla/config_files/ceph", "/etc/ceph"),
                "glance"));
    assertThat(glance.logs())
        .contains(
            new FilePath(
                "/var/lib/containers/storage/volumes/kolla_logs/_data/glance/glance-api.log"));
  }

  @Test
  void shouldTellOfAnEngineThatIsDownAndOfAServiceThatDoesNotStayUp() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            "engine docker Cannot connect to the Docker daemon\n"
                + kolla("exited").replace("SubState=running", "SubState=auto-restart"));

    // Then
    assertThat(node.silentEngines())
        .singleElement()
        .satisfies(words -> assertThat(words).contains("docker does not answer", "Cannot connect"));
    assertThat(node.loops())
        .singleElement()
        .satisfies(
            words -> assertThat(words).contains("kolla-glance_api-container.service", "stay up"));
  }

  @Test
  void shouldSayTheSameToLaterStepsAsItFound() {
    // Given
    NodeLayouts node =
        LayoutFinder.read(
            kolla("running")
                + unit("cinder-volume.service", "active", "running")
                + process(
                    40,
                    30,
                    "161 161 nova",
                    "/system.slice/httpd.service",
                    "/usr/bin/python3",
                    "/usr/bin/nova-compute"));

    // When
    Optional<List<Layout>> told = LayoutFact.read(node.told());

    // Then
    assertThat(told).contains(node.services());
    assertThat(LayoutFact.read("{\"other\": 1}")).isEmpty();
  }

  private static String kolla(String status) {
    return """
    container podman {"id":"4f2a","name":"glance_api","status":"%s","pid":900,"user":"glance",\
    "labels":{"kolla_managed":"true"},"mounts":[\
    {"Type":"bind","Source":"/etc/kolla/glance-api","Destination":"/var/lib/kolla/config_files"},\
    {"Type":"volume","Source":"/var/lib/containers/storage/volumes/kolla_logs/_data",\
    "Destination":"/var/log/kolla"},\
    {"Type":"bind","Source":"/etc/localtime","Destination":"/etc/localtime"}]}
    list glance_api /etc/kolla/glance-api/config.json %s
    """
            .formatted(status, LIST)
        + unit("kolla-glance_api-container.service", "active", "running")
        + process(
            901,
            900,
            "42415 42415 UNKNOWN",
            "/machine.slice/libpod-4f2a.scope",
            "/var/lib/kolla/venv/bin/python3",
            "/var/lib/kolla/venv/bin/glance-api");
  }

  private static String unit(String name, String active, String sub) {
    return "unit Id=%s\nunit LoadState=loaded\nunit ActiveState=%s\nunit SubState=%s\nunit NRestarts=3\nunit \n"
        .formatted(name, active, sub);
  }

  private static String process(
      long pid, long parent, String account, String group, String... words) {
    return "process %d %d %s %s %s\n"
        .formatted(pid, parent, account, group, String.join(SEPARATOR, words));
  }
}
