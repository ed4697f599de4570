package io.mooring.orchestrator.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.NodeName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
  private final DocumentReader reader = new DocumentReader();

  @Test
  void theDocumentedExampleIsValidAndHasTheDefaults() {
    IntegrationDocument document = Documents.lab();

    assertThat(document.name().value()).isEqualTo("lab");
    assertThat(document.nodes()).hasSize(6);
    assertThat(document.nodesWith(Role.CONTROLLER))
        .extracting(node -> node.name().value())
        .containsExactly(
            "openstack-controller01", "openstack-controller02", "openstack-controller03");
    assertThat(document.nodes().getFirst().address().user().value()).isEqualTo("ops");
    assertThat(document.ceph().caps()).isEqualTo(CapsStyle.PROFILE);
    assertThat(document.glance().chunkMebibytes()).isEqualTo(8);
    assertThat(document.libvirt().secretUsage()).isEqualTo("client.cinder secret");
    assertThat(document.restart().stabilityWindow()).isEqualTo(Duration.ofSeconds(3));
    assertThat(document.restart().timeout()).isEqualTo(Duration.ofSeconds(120));
    assertThat(document.retry().attempts()).isEqualTo(4);
  }

  @Test
  void aRestartedServiceIsWatchedForAQuarterOfAMinuteUnlessToldOtherwise() {
    String silent = Documents.site().replace("stabilityWindow: 3s", "timeout: 120s");

    assertThat(Documents.valid(silent).restart().stabilityWindow())
        .isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void storesAreChosenByWhatIsThereUnlessToldOtherwise() {
    assertThat(Documents.lab().glance().stores()).isEqualTo(GlanceStores.AUTO);
  }

  @Test
  void whatIsCommentedOutInTheExampleIsTheDefault() {
    // given the example with its commented settings switched on
    String explicit =
        Documents.site()
            .replaceAll(
                "(?m)^( *)# (port: 22|cluster|run|admin|allowedWarnings|stoppingWarnings)", "$1$2")
            .replaceAll("allowedWarnings: \\[\\]", "allowedWarnings: []")
            .replaceAll("(?m)^( *)# (caps|users|stores|existingImages|chunkMebibytes)", "$1$2")
            .replaceAll("(?m)^( *)# (showImageDirectUrl|port|configFile|serviceUser)", "$1$2")
            .replaceAll("(?m)^( *)# (backend|keepBackends)", "$1$2")
            .replaceAll("(?m)^# (checks|retry|unreachable|onFailure):", "$1:")
            .replaceAll("(?m)^( *)# (timeout: 120s)", "$1$2");

    // then it says the same
    assertThat(explicit).contains("\nretry: {attempts: 4").contains("\n  port: 8776");
    assertThat(Documents.valid(explicit)).isEqualTo(Documents.lab());
  }

  @Test
  void sagasDoByThemselvesWhatTheDocumentSays() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                + """

                unreachable: park
                onFailure: rollback
                decisions: {existing-images: accept, 'foreign-conf:/etc/ceph/ceph.conf': keep}
                verify: {every: 24h, cron: '0 3 * * *', timezone: Europe/Berlin}
                """);

    assertThat(document.life())
        .isEqualTo(
            new IntegrationDocument.Life(
                Unreachable.PARK,
                IntegrationDocument.OnFailure.ROLLBACK,
                Map.of("existing-images", "accept", "foreign-conf:/etc/ceph/ceph.conf", "keep"),
                Optional.of(Duration.ofHours(24)),
                CronTimes.parse("0 3 * * *", "Europe/Berlin")));
    assertThat(Documents.lab().life())
        .isEqualTo(
            new IntegrationDocument.Life(
                Unreachable.WAIT,
                IntegrationDocument.OnFailure.STOP,
                Map.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void decisionsAndSchedulesAreChecked() {
    assertThat(
            violations(
                Documents.site()
                    + "\ndecisions: {'no key': keep, images: KEEP}\nverify: {every: 10s}\n"))
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder("/decisions", "/decisions/images", "/verify/every");
    assertThat(violations(Documents.site() + "\nverify: {cron: '0 25 * * *'}\n"))
        .extracting(Violation::pointer)
        .containsExactly("/verify/cron");
    assertThat(
            violations(Documents.site() + "\nverify: {cron: '0 3 * * *', timezone: Mars/Base}\n"))
        .extracting(Violation::pointer)
        .containsExactly("/verify/cron");
  }

  @Test
  void anUnknownFieldIsRefusedAlsoWithoutAValue() {
    // given
    String misspelt = Documents.site().replace("\nglance:", "\nglanse:");

    // when
    Read read = new DocumentReader().read(misspelt.getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(((Read.Invalid) read).violations())
        .anySatisfy(violation -> assertThat(violation.message()).contains("glanse", "glance"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "bootstrap-osd", "client.admin"})
  void noServiceGetsAUserOfCephItself(String user) {
    // given
    String document =
        Documents.site().replaceFirst("(?m)^ceph:$", "ceph:\n  users: {cinder: " + user + "}");

    // when
    Read read = new DocumentReader().read(document.getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(((Read.Invalid) read).violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.pointer()).isEqualTo("/ceph/users/cinder");
              assertThat(violation.message())
                  .startsWith("ceph.users.cinder: \"" + user + "\"")
                  .contains("never leave the Ceph admin node");
            });
  }

  @Test
  void canonicalFormDoesNotDependOnLayoutOrNotation() {
    // given the same in YAML, in another order, and in JSON
    String yaml = canonical(Documents.site());
    String moved =
        canonical("name: lab\n" + Documents.site().replace("\nname: lab\n", "\n# moved\n"));

    assertThat(moved).isEqualTo(yaml);
    assertThat(canonical(yaml)).isEqualTo(yaml);
    assertThat(yaml).startsWith("{\"apiVersion\":\"mooring/v1\",\"name\":\"lab\",\"ssh\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "  images:| imagse:|/ceph/pools/imagse|unknown-field|did you mean images?",
        "openstack-images|open stack|/ceph/pools/images/name|wrong-form|is not a pool name",
        "openstack-images|$(reboot)|/ceph/pools/images/name|wrong-form|is not a pool name",
        "address: 10.77.1.2|address:"
            + " '10.77.1.2;reboot'|/nodes/openstack-compute02/address|wrong-form|a host name or an"
            + " IP address",
        "user: ops|user: 'ops -oProxyCommand=x'|/ssh/user|wrong-form|is not an account name",
        "user: ops|user: \"ops\\n\"|/ssh/user|wrong-form|is not an account name",
        "credential: lab|credential: ../../etc/shadow|/ssh/credential|wrong-form|a credential name",
        "openstack-compute02:|'compute 02':|/nodes|wrong-form|is not a node name",
        "roles: [ceph-admin]|roles: [ceph-admin], api: {caFile:"
            + " ../ca}|/nodes/ceph-mon-01/api/caFile|wrong-form|is not a file name",
        "roles: [ceph-admin]|roles: [ceph-admin], api: {caFile: ca, tls:"
            + " false}|/nodes/ceph-mon-01/api/tls|invalid-value|names an authority",
        "roles: [ceph-admin]|roles: [ceph-amdin]|/nodes/ceph-mon-01/roles/0|not-allowed|did you"
            + " mean ceph-admin?",
        "apiVersion: mooring/v1|apiVersion: mooring/v2|/apiVersion|not-allowed|must be mooring/v1",
        "auth: none|auth: keystone|/openstack/credential|missing-field|auth: keystone needs it",
        "project: 0123|# project|/openstack/project|missing-field|auth: none needs",
        "openstack-volumes|openstack-vms|/ceph/pools/vms/name|same-name|must differ",
        "{name: openstack-vms}|{name: openstack-vms, dataPool: {name:"
            + " openstack-vms}}|/ceph/pools/vms/dataPool/name|same-name|must differ",
        "{name: openstack-vms}|{name: openstack-vms, dataPool: {name:"
            + " disks}}|/ceph/pools/vms/dataPool|invalid-value|needs ceph.users.nova",
        "10.77.1.2|10.77.1.1|/nodes/openstack-compute02/address|same-address|openstack-compute01",
        "apiNode: openstack-controller01|apiNode:"
            + " openstack-controler01|/cinder/apiNode|unknown-node|Did you mean"
            + " openstack-controller01?",
        "# jump: bastion|jump: bastion|/ssh/jump|unknown-node|not under nodes",
        "name: lab|name: 7|/name|wrong-type|must be a name",
        "credential: lab|credential: [lab]|/ssh/credential|wrong-type|not a list",
        "# client: {method: packages}|client: {method:"
            + " cephadm}|/ceph/client/release|missing-field|squid",
        "# chunkMebibytes: 8|chunkMebibytes: 0|/glance/chunkMebibytes|out-of-range|between 1 and"
            + " 1024",
        "# stores: auto|`stores: single\n  existingImages:"
            + " copy`|/glance/existingImages|invalid-value|leave glance.stores out",
        "# stores: auto|existingImages:"
            + " copy|/glance/existingImages|invalid-value|needs openstack.auth: keystone",
        "stabilityWindow: 3s|stabilityWindow: 5 s|/restart" + "/stabilityWindow|wrong-form|PT5S",
        "stabilityWindow: 3s|stabilityWindow: 2h|/restart"
            + "/stabilityWindow|out-of-range|an hour",
        "roles: [ceph-admin]|roles: []|/nodes|role-missing|ceph-admin",
        "roles: [ceph-admin]|roles: [ceph-admin,"
            + " backup]|/ceph/pools/backups|missing-field|{name: openstack-backups}",
        "vms:     {name: openstack-vms}|backups: {name: b}|/ceph/pools/backups|role-missing|no node"
            + " has the role backup",
        "roles: [controller]|roles: [controller, deployer]|/nodes|invalid-value|at most one",
        "roles: [ceph-admin]|roles: []|/nodes/ceph-mon-01/roles|role-missing|no jump host",
      })
  void namesTheFieldAndSaysWhatWouldBeRight(
      String from, String to, String pointer, String code, String words) {
    String text = Documents.site();
    assertThat(text).contains(from.strip());

    List<Violation> violations = violations(text.replace(from.strip(), to.strip()));

    assertThat(violations)
        .anySatisfy(
            violation -> {
              assertThat(violation.pointer()).isEqualTo(pointer);
              assertThat(violation.code()).isEqualTo(code);
              assertThat(violation.message()).contains(words);
            });
  }

  @Test
  void findsAllMistakesAtOnce() {
    List<Violation> violations =
        violations(
            Documents.site()
                .replace("openstack-images", "a b")
                .replace("apiVersion: mooring/v1", "colour: blue")
                .replace("[ceph-admin]", "[controller]")
                .replace("user: ops", "user: 12"));

    assertThat(violations)
        .extracting(Violation::pointer)
        .containsExactly(
            "/apiVersion", "/ceph/pools/images/name", "/colour", "/nodes", "/ssh/user");
  }

  @Test
  void novasOwnUserIsForMachinesOwnDisksOnly() {
    String own =
        Documents.site()
            .replace("# users: {glance: glance, cinder: cinder}", "users: {nova: nova}");
    String ephemeral = own + "\nnova: {ephemeral: true}\n";
    String uuid = "6f1d0000-0000-4000-8000-000000000001";

    IntegrationDocument document = Documents.valid(ephemeral);
    assertThat(document.ceph().users().nova()).hasToString("Optional[nova]");
    assertThat(document.libvirt().novaSecretUsage()).hasValue("client.nova secret");
    assertThat(Documents.lab().libvirt().novaSecretUsage()).isEmpty();
    assertThat(violations(own))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.pointer()).isEqualTo("/ceph/users/nova");
              assertThat(violation.message()).contains("ceph.users.nova", "nova.ephemeral: true");
            });
    assertThat(
            violations(
                Documents.site()
                    + "\nnova: {ephemeral: true}\nlibvirt: {novaSecretUuid: %s}\n".formatted(uuid)))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.pointer()).isEqualTo("/libvirt/novaSecretUuid");
              assertThat(violation.message()).contains("ceph.users.nova");
            });
    assertThat(
            violations(
                ephemeral
                    + "libvirt: {secretUuid: %s, novaSecretUuid: %s}\n".formatted(uuid, uuid)))
        .extracting(Violation::pointer)
        .containsExactly("/libvirt/novaSecretUuid");
    assertThat(violations(ephemeral + "libvirt: {secretUsage: client.nova secret}\n"))
        .extracting(Violation::pointer)
        .containsExactly("/libvirt/secretUsage");
    assertThat(violations(ephemeral.replace("{nova: nova}", "{nova: cinder}")))
        .extracting(Violation::pointer)
        .containsExactly("/ceph/users/nova");
  }

  @Test
  void aCloudWithoutCinderVolumeIsRefused() {
    assertThat(violations(Documents.site().replace("[controller]", "[image]")))
        .extracting(Violation::message)
        .containsExactly("No node has the role volume; at least one must.");
  }

  @Test
  void aFurtherClusterNeedsNeitherGlanceNorItsPools() {
    String east = Documents.furtherClusterText();

    IntegrationDocument document = Documents.valid(east);
    assertThat(document.ceph().pools().images()).isEmpty();
    assertThat(document.ceph().pools().vms()).isEmpty();
    assertThat(document.cinder().backend()).hasToString("east");
    assertThat(document.libvirt().secretUsage()).isEqualTo("client.cinder east secret");
    assertThat(
            violations(
                east.replace(
                    "01: {address: 10.77.0.11, roles: [volume]",
                    "01: {address: 10.77.0.11, roles: [controller]")))
        .extracting(Violation::pointer)
        .containsExactly("/ceph/pools/images", "/ceph/pools/vms");
    assertThat(violations(east + "nova: {ephemeral: true}\n"))
        .extracting(Violation::pointer)
        .containsExactly("/ceph/pools/vms");
    assertThat(
            violations(
                east.replace("[volume]", "[volume, deployer]")
                    .replace(
                        "02: {address: 10.77.0.12, roles: [volume, deployer]",
                        "02: {address: 10.77.0.12, roles: [volume]")))
        .extracting(Violation::message)
        .singleElement()
        .asString()
        .contains("deployer", "one Ceph cluster");
    assertThat(violations(east + "cinder: {apiNode: api01}\n"))
        .extracting(Violation::code)
        .containsExactly("unknown-node");
    assertThat(
            Documents.valid(
                    east + "  api01: {address: 10.77.0.20}\n" + "cinder: {apiNode: api01}\n")
                .cinder()
                .apiNode())
        .hasToString("Optional[api01]");
  }

  @Test
  void missingFieldsSayWhatTheyAre() {
    assertThat(violations("apiVersion: mooring/v1\nname: x\n"))
        .extracting(Violation::message)
        .anyMatch(message -> message.startsWith("ssh is missing. How Mooring logs in"));
  }

  @Test
  void messagesNeverCarryControlCharacters() {
    List<Violation> violations = violations("apiVersion: \"\\e[31mred\"\nname: x\n");

    assertThat(violations)
        .extracting(Violation::message)
        .noneMatch(text -> text.contains("\u001b"));
  }

  @Test
  void aNodeMayOverrideHowItIsReached() {
    IntegrationDocument document =
        Documents.valid(
            Documents.site()
                .replace("# jump: bastion", "jump: ceph-mon-01")
                .replace(
                    "{address: 10.77.1.2,",
                    "{address: 10.77.1.2, ssh: {user: root, port: 2222, jump:"
                        + " openstack-compute01},"));

    var mon = document.nodes().getFirst().address();
    var compute = document.nodes().getLast().address();
    assertThat(mon.via()).isNull();
    assertThat(compute.user().value()).isEqualTo("root");
    assertThat(compute.port()).isEqualTo(2222);
    assertThat(compute.via().name()).isEqualTo(new NodeName("openstack-compute01"));
    assertThat(compute.via().via()).isEqualTo(mon);
  }

  @Test
  void jumpHostsMustLeadSomewhere() {
    String circle =
        Documents.site()
            .replace(
                "{address: 10.77.1.1, ", "{address: 10.77.1.1, ssh: {jump: openstack-compute02},")
            .replace(
                "{address: 10.77.1.2, ", "{address: 10.77.1.2, ssh: {jump: openstack-compute01},");

    assertThat(violations(circle))
        .extracting(Violation::pointer)
        .containsExactly(
            "/nodes/openstack-compute01/ssh/jump", "/nodes/openstack-compute02/ssh/jump");
  }

  private String canonical(String text) {
    return ((Read.Valid) reader.read(text.getBytes(UTF_8))).canonicalJson();
  }

  private List<Violation> violations(String text) {
    return ((Read.Invalid) reader.read(text.getBytes(UTF_8))).violations();
  }
}
