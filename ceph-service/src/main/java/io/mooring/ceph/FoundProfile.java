package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An erasure code profile, and whether the cluster has enough places for what it asks for.
 *
 * @param name its name
 * @param names the names of all profiles that there are
 * @param data pieces that an object is cut into
 * @param coding pieces that are added to them, each of which may be lost
 * @param domain what each piece is on another one of, such as {@code host}
 * @param places how many of these have an OSD
 */
record FoundProfile(
    String name, Set<String> names, int data, int coding, String domain, int places) {
  /** Ceph's default; the profile tells it only where it was set. */
  private static final String USUAL_DOMAIN = "host";

  /** What is to be asked for it. */
  static String[] questions(String name) {
    return new String[] {
      "osd erasure-code-profile ls", "osd erasure-code-profile get " + name, "osd tree"
    };
  }

  /**
   * Reads it.
   *
   * @param answers to the questions
   */
  static FoundProfile read(String name, Answers answers) {
    Set<String> names = new TreeSet<>();
    answers.get(0).forEach(profile -> names.add(profile.asText()));
    Optional<JsonNode> profile = answers.find(1).filter(told -> names.contains(name));
    String domain =
        profile.map(told -> told.path("crush-failure-domain").asText(USUAL_DOMAIN)).orElse("");
    return new FoundProfile(
        name,
        names,
        profile.map(told -> told.path("k").asInt()).orElse(0),
        profile.map(told -> told.path("m").asInt()).orElse(0),
        domain,
        places(domain, answers.get(2)));
  }

  private static int places(String domain, JsonNode tree) {
    int places = 0;
    for (JsonNode node : tree.path("nodes")) {
      boolean used = domain.equals("osd") || !node.path("children").isEmpty();
      if (node.path("type").asText().equals(domain) && used) {
        places++;
      }
    }
    return places;
  }

  /** What stands against a new pool by it. */
  Optional<Finding> against(WantedPool pool) {
    if (!names.contains(name)) {
      return Optional.of(
          Finding.stop(
              ErrorCode.POOL_CONFLICT,
              "The cluster has no erasure code profile %s for the pool %s; it has %s."
                  .formatted(name, pool.name(), String.join(", ", names)),
              "Make the profile (ceph osd erasure-code-profile set), or name one that there is."));
    }
    // By a rule of its own the pieces may lie otherwise.
    if (pool.crushRule().isPresent() || places >= data + coding) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.stop(
            ErrorCode.POOL_CONFLICT,
            "The erasure code profile %s puts %s, and the cluster has %d with an OSD: nobody could write to the pool %s."
                .formatted(name, words(), places, pool.name()),
            "Name a profile that fits the cluster (erasureCodeProfile), or make one, as by: ceph"
                + " osd erasure-code-profile set NAME k=2 m=1 crush-failure-domain=osd."));
  }

  /** What it does, for people. */
  String words() {
    return "%s of data and %d more of each object on %s"
        .formatted(Counted.of(data, "piece"), coding, Counted.of(data + coding, domain));
  }
}
