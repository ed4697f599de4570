package io.mooring.bus;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.Command;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.MessageTypes;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.Participant;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.Ran;
import io.mooring.contracts.RestartGate;
import io.mooring.contracts.Seen;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** One message of every type, with every field in use. */
final class Samples {
  static final Instant AT = Instant.parse("2026-03-01T12:00:00.250Z");

  private static final UUID SAGA = UUID.fromString("0195510f-7a00-7000-8000-000000000001");
  private static final UUID UNDONE = UUID.fromString("0195510f-7a00-7000-8000-000000000003");
  private static final String DIGEST =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final UUID COMMAND = UUID.fromString("0195510f-7a00-7000-8000-000000000002");
  private static final UUID SECRET = UUID.fromString("6f1d3c52-9a3e-4b7e-8a57-1f9f0c1d2e3f");
  private static final IntegrationName INTEGRATION = new IntegrationName("lab");
  private static final ClientName GLANCE = new ClientName("glance");
  private static final ClientName CINDER = new ClientName("cinder");
  private static final PoolName IMAGES = new PoolName("openstack-images");
  private static final PoolName VOLUMES = new PoolName("openstack-volumes");
  private static final ClusterName CLUSTER = new ClusterName("ceph");
  private static final BackendName BACKEND = new BackendName("ceph");
  private static final FilePath CEPH_CONF = new FilePath("/etc/ceph/ceph.conf");
  private static final FilePath GLANCE_CONF = new FilePath("/etc/glance/glance-api.conf");
  private static final PoolName BACKUPS = new PoolName("openstack-backups");
  private static final ClientName BACKUP_USER = new ClientName("cinder-backup");
  private static final PoolName VMS = new PoolName("openstack-vms");
  private static final FilePath NOVA_CONF = new FilePath("/etc/nova/nova.conf");
  private static final FilePath CINDER_CONF = new FilePath("/etc/cinder/cinder.conf");
  private static final FilePath GLANCE_KEYRING =
      new FilePath("/etc/ceph/ceph.client.glance.keyring");
  private static final AccountName GLANCE_USER = new AccountName("glance");
  private static final NodeAddress BASTION = node("bastion", "203.0.113.7", null);
  private static final NodeAddress NODE = node("openstack-controller01", "10.77.0.11", BASTION);
  private static final CephAccess CEPH =
      new CephAccess(
          node("ceph-mon-01", "10.77.0.10", null), CLUSTER, CephAccess.Run.HOST, List.of());
  private static final RestartGate GATE =
      new RestartGate(Duration.ofSeconds(5), Duration.ofSeconds(120));
  private static final OpenstackAccess OPENSTACK =
      new OpenstackAccess(
          OpenstackAccess.Auth.KEYSTONE,
          Optional.of(new CredentialName("cloud")),
          Optional.of("0123456789abcdef0123456789abcdef"));

  private static final ApiAccess API =
      new ApiAccess(
          Optional.of("vip.example"),
          OptionalInt.of(443),
          Optional.of(true),
          Optional.of("ca.pem"),
          Optional.empty(),
          9292,
          Optional.of(GLANCE_CONF),
          Optional.of(new CredentialName("cloud")));

  private Samples() {}

  static List<Command> commands() {
    return actions().stream().map(Samples::command).toList();
  }

  static Command command(Action action) {
    StepName step = StepName.of(MessageTypes.of(action).name(), NODE.name());
    return new Command(
        new Dispatch(
            COMMAND,
            INTEGRATION,
            SAGA,
            step,
            2,
            (7L << 32) | 41,
            Mode.APPLY,
            AT.plusSeconds(21_600),
            Duration.ofSeconds(120),
            NODE,
            Map.of("ceph.release", "pacific", "ceph.fsid", "b4a2b8ac-0d4c-11ef-9f5e-525400a1b2c3"),
            Optional.of(UNDONE),
            Optional.of(DIGEST),
            Map.of("existing-images", "accept")),
        action);
  }

  static List<Event> events() {
    Execution execution =
        new Execution(
            COMMAND,
            INTEGRATION,
            SAGA,
            StepName.of("create-pool", "openstack-images", CEPH.admin().name()),
            2,
            (7L << 32) | 41,
            Participant.CEPH,
            "ceph-service-0");
    Change change =
        new Change(
            Change.Kind.CREATE,
            "openstack-images",
            "pool created",
            Optional.of("+ pool openstack-images\n"));
    Finding finding =
        new Finding(
            Finding.Severity.WARNING,
            ErrorCode.CLUSTER_UNHEALTHY,
            "OSDMAP_FLAGS is set",
            "",
            "health:OSDMAP_FLAGS",
            List.of(new Choice("accept", "The step goes on.")));
    Seen seen = new Seen("pool openstack-images", "absent");
    Duration took = Duration.ofMillis(1234);
    List<Ran> ran =
        List.of(
            new Ran(
                1,
                CEPH.admin().name(),
                "ask the Ceph cluster",
                List.of("ceph", "osd pool ls detail"),
                OptionalInt.of(0),
                Duration.ofMillis(310),
                4213,
                "…}]"),
            new Ran(
                3,
                CEPH.admin().name(),
                "create a pool",
                List.of("ceph", "openstack-images"),
                OptionalInt.empty(),
                Duration.ofMillis(900),
                0,
                "Another run holds the lock."));
    return List.of(
        new Event.StepStarted(execution, AT),
        new Event.StepSucceeded(
            execution,
            AT,
            true,
            "pool openstack-images created",
            List.of(change),
            List.of(finding),
            Map.of("ceph.fsid", "b4a2b8ac-0d4c-11ef-9f5e-525400a1b2c3"),
            took,
            Optional.of(DIGEST),
            List.of(seen),
            ran),
        new Event.StepFailed(
            execution,
            AT,
            ErrorCode.POOL_CONFLICT,
            false,
            "the pool belongs to cephfs",
            "Choose another pool name in the document.",
            List.of(finding),
            List.of(change),
            took,
            Optional.of(DIGEST),
            List.of(seen),
            ran),
        new Event.StepUnknown(execution, AT, "the connection was lost", took, ran),
        new Event.StepProgressed(execution, AT, "3 of 12 images are in openstack-images", false));
  }

  private static List<Action> actions() {
    Set<Action.Role> roles = Set.of(Action.Role.CONTROLLER, Action.Role.COMPUTE);
    return List.of(
        new Action.CheckNode(roles, 512, Duration.ofSeconds(5)),
        new Action.CheckCluster(
            CEPH,
            Set.of("OSDMAP_FLAGS", "MON_DISK_LOW"),
            Set.of(),
            List.of(
                new Action.WantedPool(IMAGES, OptionalInt.of(32)),
                new Action.WantedPool(VOLUMES, OptionalInt.empty()))),
        new Action.InstallClient(
            roles, Action.InstallMethod.CEPHADM, Optional.of("squid"), Set.of()),
        new Action.CreatePool(CEPH, new Action.WantedPool(IMAGES, OptionalInt.of(32))),
        new Action.DeletePool(CEPH, VOLUMES, Optional.of("openstack-volumes")),
        new Action.CreateUser(
            CEPH,
            GLANCE,
            Map.of("mon", "profile rbd", "osd", "profile rbd pool=openstack-images"),
            Action.CapsStyle.PROFILE),
        new Action.PlaceConf(CEPH, CEPH_CONF),
        new Action.PlaceKeyring(
            CEPH,
            GLANCE,
            GLANCE_KEYRING,
            GLANCE_USER,
            GLANCE_USER,
            Optional.empty(),
            Optional.empty()),
        new Action.ProveAccess(CLUSTER, GLANCE, List.of(IMAGES), GLANCE_USER),
        new Action.DefineSecret(CEPH, CINDER, SECRET, "client.cinder secret", Optional.empty()),
        new Action.CheckImages(
            GLANCE_CONF,
            Action.GlanceStores.AUTO,
            Action.ExistingImages.STOP,
            IMAGES,
            OPENSTACK,
            9292,
            Optional.empty()),
        new Action.CheckOpenstack(OPENSTACK, API, API, Optional.of(API)),
        configureGlance(),
        new Action.RestartGlance(
            GLANCE_CONF,
            List.of(CEPH_CONF, GLANCE_KEYRING),
            GATE,
            9292,
            List.of(),
            Optional.empty(),
            List.of()),
        new Action.TestImage(
            OPENSTACK,
            9292,
            IMAGES,
            GLANCE,
            GLANCE_USER,
            CLUSTER,
            Optional.empty(),
            Optional.empty()),
        new Action.CopyImages(
            GLANCE_CONF,
            IMAGES,
            GLANCE,
            CEPH_CONF,
            GLANCE_USER,
            CLUSTER,
            OPENSTACK,
            API,
            100,
            true),
        configureCinder(),
        new Action.RestartCinder(
            CINDER_CONF,
            List.of(CEPH_CONF),
            GATE,
            OPENSTACK,
            NODE,
            8776,
            BACKEND,
            List.of(),
            Optional.empty()),
        new Action.TestVolume(
            OPENSTACK,
            Optional.empty(),
            9292,
            Optional.empty(),
            8776,
            BACKEND,
            VOLUMES,
            Optional.of(IMAGES),
            CINDER,
            new AccountName("cinder"),
            CLUSTER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Action.CreateVolumeType(OPENSTACK, 8776, "ceph-ssd", BACKEND, Optional.of(API)),
        configureCinderBackup(),
        new Action.RestartCinderBackup(
            CINDER_CONF,
            List.of(CEPH_CONF),
            GATE,
            OPENSTACK,
            NODE,
            8776,
            List.of(NODE),
            Optional.of(API)),
        new Action.TestBackup(
            OPENSTACK,
            Optional.of(NODE),
            8776,
            BACKEND,
            BACKUPS,
            BACKUP_USER,
            new AccountName("cinder"),
            CLUSTER,
            Optional.of(API)),
        new Action.ConfigureNova(NOVA_CONF, VMS, CINDER, CEPH_CONF, SECRET),
        new Action.RestartNova(
            NOVA_CONF, List.of(CEPH_CONF), GATE, OPENSTACK, NODE, 8774, Optional.empty()),
        new Action.ConfigureDeployer(
            new FilePath("/etc/kolla"),
            configureGlance(),
            configureCinder(),
            Optional.empty(),
            Optional.of(configureCinderBackup())));
  }

  private static Action.ConfigureCinderBackup configureCinderBackup() {
    return new Action.ConfigureCinderBackup(CINDER_CONF, BACKUPS, BACKUP_USER, CEPH_CONF);
  }

  private static Action.ConfigureGlance configureGlance() {
    return new Action.ConfigureGlance(
        GLANCE_CONF,
        Action.GlanceStores.MULTI,
        Action.ExistingImages.STOP,
        IMAGES,
        GLANCE,
        CEPH_CONF,
        8,
        true,
        Set.of());
  }

  private static Action.ConfigureCinder configureCinder() {
    return new Action.ConfigureCinder(
        CINDER_CONF, BACKEND, true, VOLUMES, CINDER, CEPH_CONF, SECRET);
  }

  private static NodeAddress node(String name, String host, NodeAddress via) {
    return new NodeAddress(
        new NodeName(name), host, 22, new AccountName("ops"), new CredentialName("lab"), via);
  }
}
