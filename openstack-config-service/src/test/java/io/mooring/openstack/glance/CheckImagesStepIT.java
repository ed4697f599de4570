package io.mooring.openstack.glance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mooring.contracts.Action.CheckImages;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.PoolName;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.OpenstackCredentials;
import io.mooring.participant.step.Plan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is found of images before any controller is changed, with an image API that is listened to.
 */
class CheckImagesStepIT {
  private static final FilePath FILE = new FilePath("/etc/glance/glance-api.conf");
  private static final String SWIFT =
      "[glance_store]\nstores = file,swift\ndefault_store = swift\nfilesystem_store_datadir = /i\n";
  private static final String NONE = "{\"images\": []}";

  private final ScriptedNode node = new ScriptedNode("controller02").says("count images", "0\n");
  private final List<String> asked = new ArrayList<>();
  private static final OpenstackCredentials NONE_KNOWN = new OpenstackCredentials("/nowhere");
  private final CheckImagesStep step =
      new CheckImagesStep(new Authentication(NONE_KNOWN), new Apis(NONE_KNOWN));
  private HttpServer glance;
  private Optional<ApiAccess> access = Optional.empty();
  private String first = NONE;
  private int status = 200;

  @BeforeEach
  void start() throws Exception {
    glance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    glance.createContext(
        "/versions",
        exchange -> {
          asked.add("versions");
          exchange.sendResponseHeaders(300, -1);
          exchange.close();
        });
    glance.createContext(
        "/v2/images",
        exchange -> {
          String query = exchange.getRequestURI().getRawQuery();
          asked.add(query);
          byte[] body = (query.equals("limit=200") ? first : NONE).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    glance.start();
  }

  @AfterEach
  void stop() {
    glance.stop(0);
  }

  @Test
  void anImageInSwiftStopsBeforeAnythingIsSwitched() {
    // given
    first = "{\"images\": [{\"id\": \"1\", \"status\": \"active\"}]}";

    // when
    Plan plan = plan(SWIFT, GlanceStores.AUTO, ExistingImages.STOP);

    // then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.EXISTING_IMAGES);
              assertThat(finding.message()).contains("1 image in the store swift");
            });
  }

  @Test
  void hiddenAndCommunityImagesAreAskedForToo() {
    plan(SWIFT, GlanceStores.SINGLE, ExistingImages.STOP);

    assertThat(asked)
        .containsExactly(
            "limit=200",
            "limit=200&visibility=community",
            "limit=200&os_hidden=true",
            "limit=200&os_hidden=true&visibility=community");
  }

  @Test
  void imagesInThePoolOrWithoutDataAreNoReasonToStop() {
    // given
    first =
        """
        {"images": [
          {"id": "1", "status": "active", "direct_url": "rbd://fsid/openstack-images/1/snap"},
          {"id": "2", "status": "queued"}]}
        """;

    // when
    Plan plan = plan(SWIFT, GlanceStores.SINGLE, ExistingImages.STOP);

    // then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
              assertThat(finding.message()).contains("file, swift");
            });
  }

  @Test
  void imagesInAnotherPoolCount() {
    // given
    first =
        """
        {"images": [{"id": "1", "status": "active", "direct_url": "rbd://fsid/legacy/1/snap"}]}
        """;
    String rbd = "[glance_store]\nstores = rbd\ndefault_store = rbd\nrbd_store_pool = legacy\n";

    // when
    Plan plan = plan(rbd, GlanceStores.SINGLE, ExistingImages.STOP);

    // then
    assertThat(plan.stop())
        .hasValueSatisfying(finding -> assertThat(finding.message()).contains("store rbd"));
  }

  @Test
  void filesInAnyDirectoryOfTheFileStoreCount() {
    // given
    node.says("count images", "2\n");
    String directories =
        "[glance_store]\nstores = file\nfilesystem_store_datadirs = /a:1\n"
            + "filesystem_store_datadirs = /b:2\n";

    // when
    Plan plan = plan(directories, GlanceStores.SINGLE, ExistingImages.STOP);

    // then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> assertThat(finding.message()).contains("2 image files in /a, /b"));
  }

  @Test
  void aGlanceThatDoesNotTellStops() {
    // given
    status = 503;

    // when
    Plan plan = plan(SWIFT, GlanceStores.SINGLE, ExistingImages.STOP);

    // then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.ACCEPTANCE_FAILED);
              assertThat(finding.message()).contains("HTTP 503");
            });
  }

  @Test
  void whatTheDocumentAcceptsIsOnlyAWarning() {
    // given
    first = "{\"images\": [{\"id\": \"1\", \"status\": \"active\"}]}";

    // when
    Plan plan = plan(SWIFT, GlanceStores.SINGLE, ExistingImages.ACCEPT);

    // then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings())
        .extracting(Finding::severity)
        .containsExactly(Finding.Severity.WARNING);
  }

  @Test
  void nobodyIsAskedWhereNoStoreIsSwitchedOff() {
    // when
    Plan multi = plan(SWIFT, GlanceStores.MULTI, ExistingImages.STOP);
    Plan backends =
        plan("[DEFAULT]\nenabled_backends = file:file\n", GlanceStores.AUTO, ExistingImages.STOP);
    Plan done =
        plan(
            "[glance_store]\nstores = rbd\nrbd_store_pool = openstack-images\n",
            GlanceStores.AUTO,
            ExistingImages.STOP);

    // then
    assertThat(List.of(multi, backends, done))
        .allSatisfy(plan -> assertThat(plan.findings()).isEmpty());
    assertThat(asked).isEmpty();
    assertThat(node.ran()).containsOnly("look what runs the services");
  }

  @Test
  void firstHourFailure4BackendsThatAreThereAreSaidWhileNothingIsMadeYet() {
    // when
    Plan plan =
        plan("[DEFAULT]\nenabled_backends = file:file\n", GlanceStores.SINGLE, ExistingImages.STOP);

    // then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT);
              assertThat(finding.message()).contains("enabled_backends");
              assertThat(finding.key())
                  .as("the way out without an edit of the document")
                  .isEqualTo(ExistingImageFindings.STORES);
            });
    assertThat(asked).isEmpty();
  }

  @Test
  void firstHourFailure3AGlanceThatListensAtAnAddressOfItsOwnIsAskedThere() {
    // given one whose address is not the one of SSH
    running();
    access = usual(1);
    int port = glance.getAddress().getPort();

    // when
    Plan plan =
        plan(
            "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = %d\n".formatted(port),
            GlanceStores.MULTI,
            ExistingImages.STOP);

    // then
    assertThat(plan.findings()).isEmpty();
    assertThat(asked).containsExactly("versions");
  }

  @Test
  void firstHourFailure3AGlanceThatIsAskedInTheWrongPlaceStopsBeforeAnyChange() {
    // given
    running();
    access = usual(1);

    // when
    Plan plan = plan("[DEFAULT]\ndebug = true\n", GlanceStores.MULTI, ExistingImages.STOP);

    // then
    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.OPENSTACK_UNREACHABLE);
              assertThat(finding.message()).contains("controller02", "http://127.0.0.1:1");
              assertThat(finding.next()).contains("nodes.controller02.api");
            });
  }

  @Test
  void aGlanceThatHangsIsOnlySaidBecauseARestartMayHealIt() throws Exception {
    // given one that takes the connection and says nothing
    running();
    try (ServerSocket hanging = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      access = usual(hanging.getLocalPort());

      // when
      Plan plan = plan("[DEFAULT]\ndebug = true\n", GlanceStores.MULTI, ExistingImages.STOP);

      // then
      assertThat(plan.stop()).isEmpty();
      assertThat(plan.findings())
          .singleElement()
          .satisfies(
              finding -> assertThat(finding.message()).contains("controller02", "gives no answer"));
    }
  }

  @Test
  void aGlanceThatDoesNotRunIsNotAsked() {
    access = usual(1);

    Plan plan = plan("[DEFAULT]\ndebug = true\n", GlanceStores.MULTI, ExistingImages.STOP);

    assertThat(plan.findings()).isEmpty();
  }

  private static Optional<ApiAccess> usual(int port) {
    ApiAccess usual = ApiAccess.usual(port);
    return Optional.of(
        new ApiAccess(
            usual.host(),
            usual.port(),
            usual.tls(),
            usual.caFile(),
            usual.ca(),
            port,
            Optional.of(FILE),
            Optional.empty()));
  }

  private void running() {
    node.says(
        "look what runs the services",
        """
        unit Id=glance-api.service
        unit LoadState=loaded
        unit ActiveState=active
        unit SubState=running
        unit NRestarts=0
        unit\s
        process 371 1 64062 64062 glance /system.slice/glance-api.service %s
        """
            .formatted(String.join("\u001f", "/usr/bin/python3", "/usr/bin/glance-api")));
  }

  @Test
  void aMissingFileStops() {
    CheckImages action = action(GlanceStores.AUTO, ExistingImages.STOP);

    Plan plan =
        step.plan(
            action,
            step.inspect(node.context(Dispatches.first("check-images", node.address())), action));

    assertThat(plan.stop())
        .hasValueSatisfying(
            finding -> assertThat(finding.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE));
  }

  private Plan plan(String file, GlanceStores stores, ExistingImages existing) {
    node.has(FILE, file);
    CheckImages action = action(stores, existing);
    return step.plan(
        action,
        step.inspect(node.context(Dispatches.first("check-images", node.address())), action));
  }

  private CheckImages action(GlanceStores stores, ExistingImages existing) {
    return new CheckImages(
        FILE,
        stores,
        existing,
        new PoolName("openstack-images"),
        new OpenstackAccess(
            OpenstackAccess.Auth.NONE, Optional.empty(), Optional.of("0123456789abcdef")),
        glance.getAddress().getPort(),
        access);
  }
}
