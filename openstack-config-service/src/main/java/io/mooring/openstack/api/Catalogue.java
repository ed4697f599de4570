package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mooring.contracts.ErrorCode;
import io.mooring.node.NodeFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where Keystone says that the cloud's APIs are (Identity API v3, "Service catalog").
 *
 * @param services the catalogue as Keystone gave it
 * @param region the region that counts; empty where there is but one
 * @param side which of a service's endpoints is used; empty: the internal one, else the public one
 */
record Catalogue(JsonNode services, Optional<String> region, Optional<String> side) {
  private static final String INTERNAL = "internal";
  private static final String PUBLIC = "public";

  /** Nothing is known. */
  static final Catalogue NONE =
      new Catalogue(MissingNode.getInstance(), Optional.empty(), Optional.empty());

  /** Whether Keystone gave one. */
  boolean isEmpty() {
    return services.isEmpty();
  }

  /**
   * The address of an API.
   *
   * @throws NodeFailure with {@link ErrorCode#OPENSTACK_REFUSED} when it is not there, or when it
   *     is not clear which one is meant
   */
  URI find(ApiKind kind) {
    List<JsonNode> all = endpoints(kind);
    List<JsonNode> here =
        all.stream()
            .filter(endpoint -> region.map(regionOf(endpoint)::equals).orElse(true))
            .toList();
    Set<String> regions = new TreeSet<>();
    here.forEach(endpoint -> regions.add(regionOf(endpoint)));
    if (regions.size() > 1) {
      throw failure(
          "Keystone's catalogue has %s in the regions %s; say in the credential which one is meant (region_name)."
              .formatted(kind.label(), String.join(", ", regions)));
    }
    return side.map(List::of).orElse(List.of(INTERNAL, PUBLIC)).stream()
        .flatMap(wanted -> here.stream().filter(endpoint -> sideOf(endpoint).equals(wanted)))
        .findFirst()
        .map(endpoint -> address(kind, endpoint))
        .orElseThrow(() -> failure(missing(kind, all)));
  }

  private List<JsonNode> endpoints(ApiKind kind) {
    List<JsonNode> found = new ArrayList<>();
    for (String type : kind.types()) {
      for (JsonNode service : services) {
        if (service.path("type").asText().equals(type) && found.isEmpty()) {
          service.path("endpoints").forEach(found::add);
        }
      }
    }
    return found;
  }

  private static URI address(ApiKind kind, JsonNode endpoint) {
    String text = endpoint.path("url").asText();
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // What it says is told below.
    }
    throw failure(
        "Keystone's catalogue has no usable address of %s: %s".formatted(kind.label(), text));
  }

  private String missing(ApiKind kind, List<JsonNode> all) {
    String wanted =
        side.orElse("internal or public") + region.map(" in the region %s"::formatted).orElse("");
    if (all.isEmpty()) {
      return "Keystone's catalogue has no %s (%s)."
          .formatted(kind.label(), String.join(", ", kind.types()));
    }
    Set<String> has = new TreeSet<>();
    all.forEach(endpoint -> has.add(sideOf(endpoint) + " in " + regionOf(endpoint)));
    return "Keystone's catalogue has no endpoint %s of %s; it has: %s."
        .formatted(wanted, kind.label(), String.join(", ", has));
  }

  private static String regionOf(JsonNode endpoint) {
    return endpoint.path("region_id").asText(endpoint.path("region").asText());
  }

  private static String sideOf(JsonNode endpoint) {
    return endpoint.path("interface").asText();
  }

  private static NodeFailure failure(String message) {
    return new NodeFailure(ErrorCode.OPENSTACK_REFUSED, message);
  }
}
