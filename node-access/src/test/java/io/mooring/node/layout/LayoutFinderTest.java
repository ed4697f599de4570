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

  /**
   * The container's line and the process's are what the look printed where docker.io 20.10.24 of
   * Debian 12 ran (cgroupfs); only its data and kolla's folder were elsewhere. With systemd's
   * cgroups, the daemon's own default on a host of systemd, the group is a scope.
   */
  @Test
  void shouldFindDockersContainerAsPodmans() {
    // Given names with a slash before them, and two containers in the list
    String id = "b8682376ac33755f87f16c372e2b85b48dbdbdb71447a22244d756449f38605e";
    String containers =
        """
        container docker {"id":"340b43db12c78f084f1c2b04b1e71db72ba6753a3b544cefb45d044a997969c4",\
        "name":"/cinder_backup","status":"created","pid":0,"user":"cinder","labels":{},"mounts":[]}
        container docker {"id":"%s","name":"/glance_api","status":"running","pid":129,"user":"glance",\
        "labels":{"kolla_version":"18.1.0"},"mounts":[\
        {"Type":"bind","Source":"/etc/kolla/glance-api","Destination":"/var/lib/kolla/config_files",\
        "Mode":"ro","RW":false,"Propagation":"rprivate"},\
        {"Type":"volume","Name":"kolla_logs","Source":"/var/lib/docker/volumes/kolla_logs/_data",\
        "Destination":"/var/log/kolla","Driver":"local","Mode":"z","RW":true,"Propagation":""},\
        {"Type":"bind","Source":"/etc/localtime","Destination":"/etc/localtime","Mode":"ro",\
        "RW":false,"Propagation":"rprivate"}]}
        list glance_api /etc/kolla/glance-api/config.json %s
        """
            .formatted(id, LIST);

    for (String group : List.of("/docker/" + id, "/system.slice/docker-" + id + ".scope")) {
      String process = process(129, 108, "42415 42415 UNKNOWN", group, "/usr/bin/glance-api");

      // When
      NodeLayouts node =
          LayoutFinder.read(
              containers
                  + unit("kolla-glance_api-container.service", "active", "running")
                  + process);
      NodeLayouts withoutUnit = LayoutFinder.read(containers + process);

      // Then
      Layout glance = node.find(ServiceKind.GLANCE_API).orElseThrow();
      assertThat(glance.place()).contains("container glance_api (docker)");
      assertThat(glance.unit()).contains("kolla-glance_api-container.service");
      assertThat(glance.account()).hasToString("glance (42415:42415)");
      assertThat(glance.container()).containsExactly("docker", "glance_api");
      assertThat(glance.logCommand()).isEqualTo("docker logs glance_api");
      assertThat(glance.file(GLANCE))
          .isEqualTo(new HostFile.Copied(new FilePath("/etc/kolla/glance-api/glance-api.conf")));
      assertThat(glance.logs())
          .contains(new FilePath("/var/lib/docker/volumes/kolla_logs/_data/glance/glance-api.log"));
      assertThat(withoutUnit.of(ServiceKind.GLANCE_API).unit()).isEmpty();
      assertThat(withoutUnit.of(ServiceKind.CINDER_BACKUP).container())
          .containsExactly("docker", "cinder_backup");
    }
  }

  @Test
  void shouldTellWhatDockersClientSaysOfADaemonThatIsDown() {
    assertThat(
            LayoutFinder.read(
                    "engine docker Cannot connect to the Docker daemon at unix:///run/docker.sock."
                        + " Is the docker daemon running?\n")
                .silentEngines())
        .containsExactly(
            "docker does not answer, so its containers can't be seen: Cannot connect to the Docker"
                + " daemon at unix:///run/docker.sock. Is the docker daemon running?");
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
  void shouldFindWhereMachinesOfAContainerHaveTheirDisks() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            """
            container podman {"id":"7c1e","name":"nova_compute","status":"running","pid":70,"user":"nova",\
            "labels":{},"mounts":[\
            {"Type":"bind","Source":"/etc/kolla/nova-compute","Destination":"/var/lib/kolla/config_files"},\
            {"Type":"volume","Source":"/var/lib/containers/storage/volumes/nova_compute/_data",\
            "Destination":"/var/lib/nova"}]}
            list nova_compute /etc/kolla/nova-compute/config.json %s
            """
                .formatted(LIST));

    // Then
    assertThat(node.of(ServiceKind.NOVA_COMPUTE).file(new FilePath("/var/lib/nova/instances")))
        .isEqualTo(
            new HostFile.Opened(
                new FilePath("/var/lib/containers/storage/volumes/nova_compute/_data/instances")));
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
            words ->
                assertThat(words)
                    .contains("kolla-glance_api-container.service", "stay up", "again 3 times"));
  }

  /**
   * kolla-ansible from Xena to 2023.2 has such a volume: a secret that libvirt was told survived
   * there when the container was made anew, seen with docker.io 20.10.24.
   */
  @Test
  void shouldLeaveSecretsToLibvirtWhereTheyLieInAVolume() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            """
            container docker {"id":"c7758a7b","name":"/nova_libvirt","status":"running","pid":169,\
            "restarts":0,"user":"root","labels":{},"mounts":[\
            {"Type":"bind","Source":"/etc/kolla/nova-libvirt","Destination":"/var/lib/kolla/config_files",\
            "Mode":"ro","RW":false,"Propagation":"rprivate"},\
            {"Type":"volume","Name":"nova_libvirt_secrets",\
            "Source":"/var/lib/docker/volumes/nova_libvirt_secrets/_data",\
            "Destination":"/etc/libvirt/secrets","Driver":"local","Mode":"z","RW":true,"Propagation":""}]}
            list nova_libvirt /etc/kolla/nova-libvirt/config.json %s
            """
                .formatted(LIST));

    // Then
    HostFile secret =
        node.of(ServiceKind.LIBVIRT).file(new FilePath("/etc/libvirt/secrets/07fde1ec.xml"));
    assertThat(secret)
        .isEqualTo(
            new HostFile.Opened(
                new FilePath("/var/lib/docker/volumes/nova_libvirt_secrets/_data/07fde1ec.xml")));
    assertThat(secret.copied()).isFalse();
  }

  /** What the look printed of a container whose program was not there. */
  @Test
  void shouldTellOfAContainerThatDockerStartsAgainAndAgain() {
    // When
    NodeLayouts node =
        LayoutFinder.read(
            """
            container docker {"id":"e0a4646ea4ab446a88d0cd2c3c462f8162b48298f71d3f7fb25a7bacdeaa1acc",\
            "name":"/nova_compute","status":"restarting","pid":0,"restarts":8,"user":"nova",\
            "labels":{"kolla_version":"15.0.0","name":"nova-compute"},"mounts":[]}
            """);

    // Then
    assertThat(node.loops())
        .containsExactly(
            "container nova_compute does not stay up: it was started again 8 times, and waits for"
                + " the next time");
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
