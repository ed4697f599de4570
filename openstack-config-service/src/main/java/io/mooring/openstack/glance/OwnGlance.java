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
  private static final ErrorCode UNREACHABLE = ErrorCode.OPENSTACK_UNREACHABLE;
  private static final String LOG = "Its log tells why it hangs, or what is in the way there.";

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
      return switch (answer.silence()) {
        case NONE -> Optional.empty();
        case LATE -> Optional.of(Finding.warning(UNREACHABLE, hangs(node, place), LOG));
        case UNTRUSTED -> Optional.of(stop(ErrorCode.CERTIFICATE_UNTRUSTED, node, answer, place));
        case ABSENT -> Optional.of(stop(UNREACHABLE, node, answer, place));
      };
    }
  }

  /** A restart may heal it, so it does not stop. */
  private static String hangs(NodeSession node, ApiPlace place) {
    return "glance-api on %s runs and gives no answer at %s within %d s."
        .formatted(node.address().name(), place, Limits.API_PROBE.toSeconds());
  }

  private static Finding stop(ErrorCode code, NodeSession node, Answer answer, ApiPlace place) {
    return Finding.stop(
        code,
        "glance-api runs on %s and does not answer where it would be asked after its restart: %s."
            .formatted(node.address().name(), answer.problem(place.toString()).orElse("no answer")),
        "Name where it answers in the document: nodes.%s.api (address, port, tls, caFile)."
            .formatted(node.address().name()));
  }

  /** It may answer 300, or refuse us: it is there all the same. */
  private static boolean answers(Answer answer) {
    return answer.status() > 0 && answer.status() < SERVER_FAULT;
  }
}
