package io.mooring.openstack.glance;

import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeSession;
import io.mooring.node.Secret;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.ApiPlace;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Identity;
import io.mooring.openstack.unit.Health;
import java.util.Optional;

/** The glance-api that a node itself runs, asked only whether it is there. */
final class OwnGlance {
  /** The list of versions is given to everybody (Image API, "List API versions"). */
  private static final Identity NOBODY = Identity.of(Secret.of(""), "");

  private static final int SERVER_FAULT = 500;

  private OwnGlance() {}

  static Health health(Apis apis, NodeSession node, Layout layout, ApiAccess access) {
    try (Endpoint glance = apis.open(node, layout, access, NOBODY, Limits.API_PROBE)) {
      Answer answer = glance.get("/versions");
      return answers(answer)
          ? new Health.Healthy()
          : new Health.NotYet(
              answer.problem("glance-api does not answer at " + glance.place()).orElse(""));
    }
  }

  /** What people are told of one that runs and does not answer where we look for it. */
  static Optional<Finding> silence(Apis apis, NodeSession node, Layout layout, ApiAccess access) {
    ApiPlace place = apis.own(node, layout, ApiKind.IMAGE, access);
    try (Endpoint glance = Endpoint.open(node, place, NOBODY, Limits.API_PROBE)) {
      Answer answer = glance.get("/versions");
      return answers(answer)
          ? Optional.empty()
          : Optional.of(
              Finding.stop(
                  answer.untrusted()
                      ? ErrorCode.CERTIFICATE_UNTRUSTED
                      : ErrorCode.OPENSTACK_UNREACHABLE,
                  "glance-api runs on %s and does not answer there, where it would be asked after its restart: %s."
                      .formatted(
                          node.address().name(),
                          answer.problem(place.toString()).orElse("no answer")),
                  "Name where it answers in the document: nodes.%s.api (address, port, tls, caFile)."
                      .formatted(node.address().name())));
    }
  }

  /** It may answer 300, or refuse us: it is there all the same. */
  private static boolean answers(Answer answer) {
    return answer.status() > 0 && answer.status() < SERVER_FAULT;
  }
}
