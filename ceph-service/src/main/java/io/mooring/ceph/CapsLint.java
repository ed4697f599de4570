package io.mooring.ceph;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is wrong with the caps of a user, whoever wrote them; pure. Each finding says what follows
 * from it and what helps.
 *
 * @param entity the user, as {@code client.cinder}
 * @param wanted the caps that the document asks for
 */
record CapsLint(String entity, Map<String, String> wanted) {

  /**
   * The findings.
   *
   * @param present the user's caps now; empty when there is no such user
   * @param then its caps once the step is done
   */
  List<Finding> of(Optional<Map<String, String>> present, Map<String, String> then) {
    Rights rights = Rights.of(then);
    List<Finding> findings = new ArrayList<>();
    lock(present.map(Rights::of), rights).ifPresent(findings::add);
    everything(rights).ifPresent(findings::add);
    everyPool(rights).ifPresent(findings::add);
    images(rights).ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> lock(Optional<Rights> present, Rights then) {
    if (!then.locksOut()) {
      return Optional.of(
          warning(
              "%s may not lock out a dead client: an image that was open when its compute died stays locked, and can't be written from another one."
                  .formatted(entity),
              "Set ceph.caps: profile in the document, or give it the cap mon: profile rbd."));
    }
    return present
        .filter(rights -> !rights.locksOut())
        .map(
            rights ->
                Finding.info(
                    ErrorCode.CAPS_CONFLICT,
                    "%s could not lock out a dead client so far, so that an image stayed locked when its compute died; now it may."
                        .formatted(entity)));
  }

  private Optional<Finding> everything(Rights then) {
    return then.everything().isEmpty()
        ? Optional.empty()
        : Optional.of(
            warning(
                "%s may do anything (%s): whoever gets its key from a node can destroy the cluster."
                    .formatted(
                        entity,
                        then.everything().stream()
                            .map(daemon -> daemon + ": allow *")
                            .collect(Collectors.joining("; "))),
                remedy()));
  }

  private Optional<Finding> everyPool(Rights then) {
    boolean reaches =
        then.written().contains(Rights.EVERY_POOL) && !then.everything().contains("osd");
    return reaches
        ? Optional.of(
            warning(
                "%s writes every pool of the cluster, also those that are none of this cloud's."
                    .formatted(entity),
                remedy()))
        : Optional.empty();
  }

  /** Nova acts by what its user may do, and glance by what its configuration says. */
  private Optional<Finding> images(Rights then) {
    Set<String> onlyRead = Rights.of(wanted).read();
    List<String> pools = onlyRead.stream().filter(then::writes).toList();
    return pools.isEmpty()
        ? Optional.empty()
        : Optional.of(
            warning(
                "%s may write %s, which the document lets it only read: nova then makes the images of machines with their own disks in there itself, and glance refuses them (ImageNotAuthorized) unless it shows locations (show_multiple_locations)."
                    .formatted(entity, String.join(", ", pools)),
                remedy() + " To have such images made so, set nova.directSnapshots: true."));
  }

  private String remedy() {
    return "Take away what the document does not ask for (extra-caps:%s: remove)."
        .formatted(entity);
  }

  private static Finding warning(String message, String next) {
    return Finding.warning(ErrorCode.CAPS_CONFLICT, message, next);
  }
}
