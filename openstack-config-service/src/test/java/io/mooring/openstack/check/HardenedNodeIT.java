package io.mooring.openstack.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.Action.CheckOpenstack;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.node.NodeFailure;
import io.mooring.node.SshNodes;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.HardenedSshd;
import io.mooring.openstack.StandInCloud;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.OpenstackCredentials;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * APIs behind TLS by the cloud's own CA, asked through a node whose real sshd says {@code
 * AllowTcpForwarding no}: TLS goes from Mooring to the API, and the relay only carries it.
 */
class HardenedNodeIT {
  private static final CredentialName NAME = new CredentialName("cloud");

  @TempDir static Path server;
  @TempDir static Path credentials;
  private static HardenedSshd sshd;
  private static SshNodes nodes;
  private static StandInCloud cloud;

  @BeforeAll
  static void start() throws Exception {
    sshd = HardenedSshd.start(server);
    nodes = sshd.nodes();
    cloud = StandInCloud.startWithTls(credentials);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    cloud.close();
    nodes.close();
    sshd.close();
  }

  @Test
  void everyApiIsAskedOverTlsByItsOwnAuthority() throws Exception {
    // given
    cloud.credential(credentials, "cacert: ca.crt");

    // when
    Plan plan = check(at("127.0.0.1"));

    // then
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.summary())
        .contains("OpenStack lets us in", "glance-api answers", "cinder-api answers");
    assertThat(cloud.asked())
        .contains("/identity/v3/auth/tokens", "/v2/images?limit=1")
        .anyMatch(path -> path.startsWith("/volume/v3/"));
    assertThat(sshd.log()).as("what sshd did with forwarding").contains("refused");
  }

  @Test
  void anUnknownAuthorityIsFoundBehindTheRelayToo() throws Exception {
    cloud.credential(credentials);
    List<String> before = cloud.asked();

    assertThatThrownBy(() -> check(at("127.0.0.1")))
        .isInstanceOfSatisfying(
            NodeFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED));
    assertThat(cloud.asked()).as("nothing was said to whom nobody vouches for").isEqualTo(before);
  }

  @Test
  void theNameOfTheCertificateIsStillTheApis() throws Exception {
    // given an image API by a name that is not in its certificate
    cloud.credential(credentials, "cacert: ca.crt");

    // then
    assertThat(check(at("localhost")).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED);
              assertThat(finding.message()).contains("localhost");
            });
  }

  private Plan check(ApiAccess image) {
    OpenstackCredentials known = new OpenstackCredentials(credentials.toString());
    CheckOpenstackStep step = new CheckOpenstackStep(new Authentication(known), new Apis(known));
    CheckOpenstack action =
        new CheckOpenstack(
            new OpenstackAccess(OpenstackAccess.Auth.KEYSTONE, Optional.of(NAME), Optional.empty()),
            image,
            by(Optional.empty(), OptionalInt.empty()),
            Optional.empty());
    StepContext context =
        new StepContext(
            Dispatches.first("check-openstack", sshd.address()),
            nodes.session(sshd.address()),
            nodes);
    return step.plan(action, step.inspect(context, action));
  }

  private ApiAccess at(String host) {
    return by(Optional.of(host), OptionalInt.of(cloud.port()));
  }

  private ApiAccess by(Optional<String> host, OptionalInt port) {
    return new ApiAccess(
        host,
        port,
        host.map(known -> true),
        Optional.empty(),
        Optional.empty(),
        9292,
        Optional.empty(),
        Optional.of(NAME));
  }
}
