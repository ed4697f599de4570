package io.mooring.openstack.glance;

import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.Choice;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.PoolName;
import io.mooring.participant.step.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people should know of the stores that a controller's glance has, before they are changed;
 * pure.
 *
 * @param stores how the document wants them written
 * @param existingImages what the document wants done with images of other stores
 * @param pool the images pool
 * @param decisions what people decided
 */
record ExistingImageFindings(
    GlanceStores stores, ExistingImages existingImages, PoolName pool, Decisions decisions) {
  /** The decision on images which would become unusable. */
  static final String IMAGES = "existing-images";

  /** The decision on the way of writing stores where glance already writes them in another one. */
  static final String STORES = "glance-stores";

  /** The choice to write {@code enabled_backends}, by which all stores stay. */
  static final String MULTI = "multi";

  private static final Choice KEEP_ALL =
      new Choice(
          MULTI,
          "Writes enabled_backends: new images go to the pool, and the stores that are there stay"
              + " for the images they have.");

  private static final Choice ACCEPT =
      new Choice(
          "accept",
          "Makes rbd the only store: these images stay where they are and can't be used any"
              + " more.");

  /** How the stores are to be written once people have decided. */
  static GlanceStores wanted(GlanceStores document, Decisions decisions) {
    return decisions.chose(IMAGES, MULTI) || decisions.chose(STORES, MULTI)
        ? GlanceStores.MULTI
        : document;
  }

  List<Finding> of(FoundGlance found) {
    return found.stores().map(there -> of(found, there)).orElse(List.of());
  }

  private List<Finding> of(FoundGlance found, FoundStores there) {
    if (stores == GlanceStores.SINGLE && there.backends()) {
      return List.of(
          Finding.stop(
                  ErrorCode.CONFIGURATION_CONFLICT,
                  "Glance already has enabled_backends, which switches stores/default_store off.",
                  "Set glance.stores to multi or auto in the document.")
              .deciding(STORES, KEEP_ALL));
    }
    List<Store> others = there.others(pool);
    if (there.mode(stores) != GlanceStores.SINGLE || others.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    found.census().flatMap(this::unanswered).ifPresent(findings::add);
    images(found, there).ifPresent(findings::add);
    if (findings.isEmpty() && found.census().isPresent()) {
      findings.add(
          Finding.info(
              ErrorCode.EXISTING_IMAGES,
              "The stores %s are switched off; glance has no image in them."
                  .formatted(names(others))));
    }
    return findings;
  }

  private Optional<Finding> unanswered(ImageCensus census) {
    return census
        .problem()
        .map(
            answer ->
                finding(
                    answer.refused() ? ErrorCode.OPENSTACK_REFUSED : ErrorCode.ACCEPTANCE_FAILED,
                    answer
                        .problem("Glance can't say which images it has")
                        .orElse("Glance can't say which images it has."),
                    "Glance must list its images to an administrator before its stores are changed."
                        + " Fix that, then retry."));
  }

  private Optional<Finding> images(FoundGlance found, FoundStores there) {
    List<String> places = new ArrayList<>();
    found
        .census()
        .map(ImageCensus::elsewhere)
        .ifPresent(
            counts ->
                counts.forEach(
                    (store, count) ->
                        places.add(
                            "%s in the store %s".formatted(Counted.of(count, "image"), store))));
    if (found.files() > 0) {
      places.add(
          "%s in %s"
              .formatted(
                  Counted.of(found.files(), "image file"),
                  String.join(", ", there.directoriesOfOthers(pool))));
    }
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(
                finding(
                        ErrorCode.EXISTING_IMAGES,
                        "Glance has %s, which can't be used any more once rbd is the only store."
                            .formatted(String.join(" and ", places)),
                        ErrorCode.EXISTING_IMAGES.next())
                    .deciding(IMAGES, KEEP_ALL, ACCEPT))
            .map(decisions::settle);
  }

  private Finding finding(ErrorCode code, String message, String next) {
    boolean accepted = existingImages == ExistingImages.ACCEPT;
    return Finding.of(
        accepted ? Severity.WARNING : Severity.STOP, code, message, accepted ? "" : next);
  }

  private static String names(List<Store> stores) {
    return stores.stream().map(Store::id).collect(Collectors.joining(", "));
  }
}
