package io.mooring.openstack.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.Action.CheckOpenstack;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.Seen;
import io.mooring.node.NodeFailure;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.StandInCloud;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.OpenstackCredentials;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a cloud's APIs is known before anything is changed. */
class CheckOpenstackStepIT {
  private static final CredentialName NAME = new CredentialName("cloud");
  private static final Optional<ApiAccess> NOTHING = Optional.empty();
  private final ScriptedNode node = new ScriptedNode("controller01");
  private StandInCloud cloud;
  @TempDir Path credentials;

  @BeforeEach
  void start() throws IOException {
    cloud = StandInCloud.start().credential(credentials);
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void allIsListedWhereTheCatalogueSays() {
    // when
    Plan plan = check();

    // then
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo(
            "OpenStack lets us in; glance-api answers, cinder-api answers, cinder-api lists 2"
                + " services, 1 up, nova-api lists 2 services, 1 up");
    assertThat(plan.seen())
        .contains(
            new Seen("glance-api", cloud.address() + "/image"),
            new Seen("cinder-api", cloud.address() + "/volume"),
            new Seen("nova-api", cloud.address() + "/compute"));
    assertThat(cloud.asked())
        .containsExactly(
            "/identity/v3/auth/tokens",
            "/image/v2/images?limit=1",
            "/volume/v3/" + StandInCloud.PROJECT + "/volumes?limit=1",
            "/volume/v3/" + StandInCloud.PROJECT + "/os-services?binary=cinder-volume",
            "/compute/v2.1/os-services?binary=nova-compute");
  }

  @Test
  void aWrongCredentialIsAnIncident() {
    cloud.answers("/identity", 401);

    assertRefused(ErrorCode.OPENSTACK_REFUSED, "does not take the credential", "HTTP 401");
    assertThat(cloud.asked()).containsOnly("/identity/v3/auth/tokens");
  }

  @Test
  void aKeystoneThatIsDownMayComeBack() {
    cloud.answers("/identity", 503);
    assertRefused(ErrorCode.OPENSTACK_UNREACHABLE, "no Keystone is up behind it");

    cloud.close();
    assertRefused(ErrorCode.OPENSTACK_UNREACHABLE, "nothing listens there");
    assertThat(ErrorCode.OPENSTACK_UNREACHABLE.retryable()).isTrue();
  }

  @Test
  void anUnknownAuthorityIsAnIncident() throws Exception {
    secure().credential(credentials);

    assertRefused(ErrorCode.CERTIFICATE_UNTRUSTED, "is not trusted", "cacert");
  }

  @Test
  void theAuthorityOfTheCredentialIsTrustedAtEveryApi() throws Exception {
    secure().credential(credentials, "cacert: ca.crt");

    assertThat(check().findings()).isEmpty();
  }

  @Test
  void anApiMayHaveAnAuthorityOfItsOwn() throws Exception {
    // given Keystone without TLS, and an image API with it
    try (StandInCloud image = StandInCloud.startWithTls(credentials)) {
      String ca = Files.readString(credentials.resolve("ca.crt"));

      // when
      Plan unknown = check(at(image, Optional.empty(), Optional.empty()));
      Plan byFile = check(at(image, Optional.of("ca.crt"), Optional.empty()));
      Plan byText = check(at(image, Optional.empty(), Optional.of(ca)));

      // then the server, which does not know our token, is spoken to only where it is trusted
      assertThat(unknown.findings())
          .extracting(Finding::code)
          .containsExactly(ErrorCode.CERTIFICATE_UNTRUSTED);
      assertThat(List.of(byFile, byText))
          .allSatisfy(
              plan ->
                  assertThat(plan.findings())
                      .extracting(Finding::code)
                      .containsExactly(ErrorCode.OPENSTACK_REFUSED));
    }
  }

  @Test
  void aCertificateForAnotherHostIsNotTrusted() throws Exception {
    secure().credential(credentials, "cacert: ca.crt");
    cloud
        .nowhere()
        .at("image", "internal", "RegionOne", "https://other.internal:" + cloud.port())
        .at(
            "volumev3",
            "internal",
            "RegionOne",
            "https://cloud.internal:%d/volume".formatted(cloud.port()));

    Plan plan = check(Optional.empty());

    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED);
              assertThat(finding.message()).contains("https://other.internal", "other.internal");
            });
  }

  @Test
  void anEndpointThatCantBeReachedIsNamedAndTheOthersAreAskedAllTheSame() throws IOException {
    // given
    int nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = closed.getLocalPort();
    }
    cloud
        .nowhere()
        .at("image", "internal", "RegionOne", "http://vip.internal:" + nobody)
        .at("volumev3", "internal", "RegionOne", cloud.address() + "/volume/v3/x")
        .at("compute", "internal", "RegionOne", "https://vip.internal:" + nobody);

    // when
    Plan plan = check();

    // then
    assertThat(plan.findings())
        .extracting(Finding::code)
        .containsExactly(ErrorCode.OPENSTACK_UNREACHABLE, ErrorCode.OPENSTACK_UNREACHABLE);
    assertThat(plan.findings())
        .extracting(Finding::message)
        .anySatisfy(
            message -> assertThat(message).contains("glance-api", "http://vip.internal:" + nobody))
        .anySatisfy(
            message -> assertThat(message).contains("nova-api", "https://vip.internal:" + nobody));
    assertThat(cloud.asked()).anyMatch(path -> path.startsWith("/volume"));
  }

  @Test
  void aTokenThatHasEndedByTheClockOfTheApiIsClockSkew() {
    // given a Keystone whose clock is hours behind
    Instant ended = Instant.now().minusSeconds(7200);
    cloud.tokensEnd(ended).refusesTokens();

    // when
    Plan plan = check();

    // then
    assertThat(plan.findings())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.CLOCK_SKEW);
              assertThat(finding.message()).contains("ends at " + ended);
            });
  }

  @Test
  void aTokenThatExpiredMeanwhileIsRenewedOnce() {
    cloud.expiresOnce();

    assertThat(check().findings()).isEmpty();
    assertThat(cloud.asked()).filteredOn(path -> path.startsWith("/identity")).hasSize(2);
  }

  @Test
  void aTokenThatIsNeverTakenIsAnIncident() {
    cloud.refusesTokens();

    assertThat(check().findings())
        .hasSize(3)
        .allSatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.OPENSTACK_REFUSED);
              assertThat(finding.message()).contains("does not take the token");
            });
  }

  @Test
  void aUserWhoMayNotSeeTheServicesIsAnIncident() {
    cloud.answers("/volume/v3/" + StandInCloud.PROJECT + "/os-services", 403);

    assertThat(check().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.OPENSTACK_REFUSED);
              assertThat(finding.message()).contains("cinder-api", "needs the role admin");
            });
  }

  @Test
  void theRegionAndTheInterfaceOfTheCredentialCount() throws IOException {
    // given two regions, of which one is not to be touched
    cloud.at("image", "public", "West", cloud.address() + "/west").everywhere("West");
    assertThat(check().findings())
        .hasSize(3)
        .allSatisfy(finding -> assertThat(finding.message()).contains("RegionOne, West"));

    // when
    cloud.credential(credentials, "region_name: West", "interface: publicURL");
    Plan plan = check();

    // then
    assertThat(plan.seen()).contains(new Seen("glance-api", cloud.address() + "/west"));
    assertThat(plan.findings())
        .hasSize(2)
        .allSatisfy(
            finding ->
                assertThat(finding.message())
                    .contains("no endpoint public in the region West")
                    .contains("internal in RegionOne, internal in West"));
  }

  @Test
  void theDocumentGoesBeforeTheCatalogue() {
    cloud.nowhere().at("image", "internal", "RegionOne", "http://nowhere.internal:1");

    Plan plan = check(at(cloud, Optional.empty(), Optional.empty()));

    assertThat(plan.seen()).contains(new Seen("glance-api", cloud.address()));
    assertThat(cloud.asked()).contains("/v2/images?limit=1");
  }

  @Test
  void aCloudsYamlIsACredential() throws IOException {
    Files.writeString(
        credentials.resolve("cloud.yaml"),
        """
        clouds:
          production:
            auth:
              auth_url: %s/identity
              username: mooring
              password: %s
              project_id: %s
              user_domain_id: default
            region_name: RegionOne
            interface: internal
        """
            .formatted(cloud.address(), StandInCloud.PASSWORD, StandInCloud.PROJECT));

    assertThat(check().findings()).isEmpty();
  }

  private StandInCloud secure() throws Exception {
    cloud.close();
    cloud = StandInCloud.startWithTls(credentials);
    return cloud;
  }

  private void assertRefused(ErrorCode code, String... words) {
    assertThatThrownBy(this::check)
        .isInstanceOfSatisfying(
            NodeFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.getMessage())
                  .contains(words)
                  .contains(cloud.address())
                  .doesNotContain(StandInCloud.PASSWORD);
            });
  }

  private static Optional<ApiAccess> at(
      StandInCloud cloud, Optional<String> caFile, Optional<String> ca) {
    boolean tls = cloud.address().startsWith("https");
    return Optional.of(
        new ApiAccess(
            Optional.of("127.0.0.1"),
            OptionalInt.of(cloud.port()),
            Optional.of(tls),
            caFile,
            ca,
            9292,
            Optional.empty(),
            Optional.of(NAME)));
  }

  private Plan check() {
    CheckOpenstackStep step = step();
    CheckOpenstack action = action(NOTHING, ApiAccess.usual(8774));
    return step.plan(action, step.inspect(context(), action));
  }

  /** Without nova, and glance where the document says. */
  private Plan check(Optional<ApiAccess> image) {
    CheckOpenstackStep step = step();
    return step.plan(action(image), step.inspect(context(), action(image)));
  }

  private StepContext context() {
    return node.context(Dispatches.first("check-openstack", node.address()));
  }

  private CheckOpenstackStep step() {
    OpenstackCredentials known = new OpenstackCredentials(credentials.toString());
    return new CheckOpenstackStep(new Authentication(known), new Apis(known));
  }

  private static CheckOpenstack action(Optional<ApiAccess> image, ApiAccess... compute) {
    return new CheckOpenstack(
        new OpenstackAccess(OpenstackAccess.Auth.KEYSTONE, Optional.of(NAME), Optional.empty()),
        image.orElseGet(() -> usual(9292)),
        usual(8776),
        List.of(compute).stream().map(api -> usual(api.usualPort())).findFirst());
  }

  private static ApiAccess usual(int port) {
    return new ApiAccess(
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        port,
        Optional.empty(),
        Optional.of(NAME));
  }
}
