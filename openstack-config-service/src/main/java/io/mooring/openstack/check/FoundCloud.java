package io.mooring.openstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.NodeFailure;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.ApiPlace;
import io.mooring.openstack.api.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found of OpenStack's APIs; collected while they are asked one after the other. */
final class FoundCloud {
  private static final int SERVER_FAULT = 500;
  private static final int NOT_TAKEN = 401;
  private final Map<ApiKind, String> places = new EnumMap<>(ApiKind.class);
  private final List<String> listed = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  void asked(ApiKind kind, ApiPlace place) {
    places.put(kind, place.toString());
  }

  /** Counts the services that an answer lists; of images and volumes it is enough that it came. */
  void listed(ApiKind kind, Answer answer) {
    JsonNode services = answer.json().path("services");
    if (services.isArray()) {
      int up = 0;
      for (JsonNode service : services) {
        up += service.path("state").asText().equals("up") ? 1 : 0;
      }
      listed.add(
          "%s lists %s, %d up".formatted(kind.label(), Counted.of(services.size(), "service"), up));
    } else {
      listed.add(kind.label() + " answers");
    }
  }

  void refused(ApiKind kind, ApiPlace place, String question, Answer answer, Identity identity) {
    String path = question.replaceFirst("\\?.*", "");
    String said = answer.problem("%s at %s%s".formatted(kind.label(), place, path)).orElse("");
    findings.add(
        clockSkew(kind, place, answer, identity)
            .orElseGet(() -> Finding.stop(code(answer), said + meaning(answer))));
  }

  void unknown(NodeFailure failure) {
    findings.add(Finding.stop(failure.code(), failure.getMessage()));
  }

  /** A token that is new and yet not taken may have ended already by the clock over there. */
  private static Optional<Finding> clockSkew(
      ApiKind kind, ApiPlace place, Answer answer, Identity identity) {
    Instant ends = identity.ends().orElse(Instant.MAX);
    return answer
        .clock()
        .filter(there -> answer.status() == NOT_TAKEN && !there.isBefore(ends))
        .map(
            there ->
                Finding.stop(
                    ErrorCode.CLOCK_SKEW,
                    "%s at %s takes no token: it is %s there, and Keystone's new token ends at %s."
                        .formatted(kind.label(), place, there, ends),
                    "Synchronise the clocks of the controllers, then retry."));
  }

  private static ErrorCode code(Answer answer) {
    if (answer.silence() == Answer.Silence.UNTRUSTED) {
      return ErrorCode.CERTIFICATE_UNTRUSTED;
    }
    return answer.status() == 0 || answer.status() >= SERVER_FAULT
        ? ErrorCode.OPENSTACK_UNREACHABLE
        : ErrorCode.OPENSTACK_REFUSED;
  }

  private static String meaning(Answer answer) {
    return switch (answer.status()) {
      case NOT_TAKEN -> ". It does not take the token that Keystone gave a moment ago.";
      case 403 -> ". The credential's user may not do this: Mooring needs the role admin.";
      case 404 -> ". There is no such API at this address.";
      case 502, 503, 504 -> ". Nothing is up behind this address.";
      default -> "";
    };
  }

  Map<ApiKind, String> places() {
    return places;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  String summary() {
    return String.join(", ", listed);
  }
}
