package io.mooring.openstack.glance;

import io.mooring.contracts.Action.CopyImages;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.openstack.api.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people should know of images that are copied; pure. */
final class CopyFindings {
  private static final int NAMED = 5;
  private static final String UNREADABLE =
      "Find their files (the directory of the file store, on every node that ever ran glance),"
          + " bring them back under the images' ids and retry, or delete these images.";

  /** What lets glance copy images for us ("Interoperable image import", policy copy_image). */
  static final String LEAVE =
      "Give the credential's user the role that glance's policy copy_image asks for, which is admin"
          + " where its policy.yaml says nothing (an application credential has the roles that it"
          + " was made with), then retry: what is copied already stays.";

  /** So many ids fit into one text of an event. */
  private static final int IN_ONE_COMMAND = 80;

  private CopyFindings() {}

  /** Of all that can be said before anything is copied. */
  static List<Finding> of(CopyImages action, FoundImages found) {
    List<Finding> findings = new ArrayList<>();
    found.problem().map(CopyFindings::unanswered).ifPresent(findings::add);
    noAdministrator(found).ifPresent(findings::add);
    noRoom(found).ifPresent(findings::add);
    deactivated(found).ifPresent(findings::add);
    if (action.last() && !found.planning() && found.toCopy().isEmpty()) {
      unreadable(found.ofOthers())
          .map(words -> Finding.stop(ErrorCode.IMAGE_COPY_FAILED, words, UNREADABLE))
          .ifPresent(findings::add);
    }
    if (found.planning() && !found.ofOthers().isEmpty()) {
      findings.add(Finding.info(ErrorCode.EXISTING_IMAGES, elsewhere(found.ofOthers())));
    }
    if (found.toCopy().isEmpty() && !found.twice().isEmpty()) {
      findings.add(
          Finding.info(
              ErrorCode.EXISTING_IMAGES,
              "%s in %s and in another store too."
                  .formatted(counted(found.twice()).with("is", "are"), found.pool())));
    }
    return findings;
  }

  private static String elsewhere(List<StoredImage> images) {
    Counted counted = counted(images);
    return "%s of a file store %s no file here; another node copies %s: %s."
        .formatted(
            counted, counted.either("has", "have"), counted.either("it", "them"), names(images));
  }

  /** Images which the glance of no node can read. */
  static Optional<String> unreadable(List<StoredImage> images) {
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s in a file store, and no node that runs glance has %s: %s."
                .formatted(
                    counted(images).with("is", "are"),
                    counted(images).either("its file", "their files"),
                    names(images)));
  }

  private static Finding unanswered(Answer answer) {
    return Finding.stop(
        answer.refused() ? ErrorCode.OPENSTACK_REFUSED : ErrorCode.ACCEPTANCE_FAILED,
        answer.problem("Glance can't say which images it has").orElse(""),
        "Glance must list its images to an administrator. Fix that, then retry.");
  }

  /** A site may have given leave to another role, so it is no more than a warning. */
  private static Optional<Finding> noAdministrator(FoundImages found) {
    return found.roles().isEmpty() || found.roles().contains("admin")
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                ErrorCode.OPENSTACK_REFUSED,
                "The credential has the %s %s, not admin: glance may show it no private images"
                        .formatted(
                            Counted.of(found.roles().size(), "role").noun(),
                            String.join(", ", found.roles()))
                    + " of other projects, and copies none for it unless its policy copy_image"
                    + " says so.",
                LEAVE));
  }

  private static Optional<Finding> noRoom(FoundImages found) {
    return found.toCopy().stream()
        .max(Comparator.comparingLong(StoredImage::size))
        .filter(largest -> largest.size() > found.files().freeBytes())
        .map(
            largest ->
                Finding.stop(
                    ErrorCode.DISK_SPACE_LOW,
                    "Glance copies an image by way of %s, where %s are free; the image %s has %s."
                        .formatted(
                            found.stores().map(FoundStores::stagingDirectory).orElse(""),
                            Size.words(found.files().freeBytes()),
                            largest.words(),
                            Size.words(largest.size())),
                    "Free some space there, or set filesystem_store_datadir in the section"
                        + " os_glance_staging_store of glance-api.conf to a place that has it; then"
                        + " retry."));
  }

  private static Optional<Finding> deactivated(FoundImages found) {
    List<StoredImage> images = found.deactivated();
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                ErrorCode.EXISTING_IMAGES,
                "%s not active, and glance copies only those that are: %s."
                    .formatted(counted(images).with("is", "are"), names(images)),
                counted(images)
                        .either(
                            "It stays where it is. To copy it",
                            "They stay where they are. To copy them")
                    + ": openstack image set --activate ID, and apply again."));
  }

  /**
   * Which originals nobody needs any more, and how they are removed; Mooring removes none.
   *
   * @param whole the images whose copies are whole
   */
  static List<Finding> removable(FoundImages found, List<StoredImage> whole) {
    Map<String, List<String>> byStore = new TreeMap<>();
    for (StoredImage image : whole) {
      for (String store : image.storesBeside(found.target())) {
        byStore.computeIfAbsent(store, key -> new ArrayList<>()).add(image.id());
      }
    }
    List<Finding> findings = new ArrayList<>();
    byStore.forEach(
        (store, ids) -> {
          for (int from = 0; from < ids.size(); from += IN_ONE_COMMAND) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IN_ONE_COMMAND));
            Counted counted = Counted.of(some.size(), "image");
            findings.add(
                Finding.of(
                    Finding.Severity.INFO,
                    ErrorCode.EXISTING_IMAGES,
                    "%s whole in %s; glance no longer needs %s data in the store %s."
                        .formatted(
                            counted.with("is", "are"),
                            found.pool(),
                            counted.either("its", "their"),
                            store),
                    "Nothing of it was removed. When you are sure, as an administrator: for image"
                        + " in"
                        + " %s; do glance stores-delete --store %s $image; done"
                            .formatted(String.join(" ", some), store)));
          }
        });
    return findings;
  }

  private static Counted counted(List<StoredImage> images) {
    return Counted.of(images.size(), "image");
  }

  static String names(List<StoredImage> images) {
    return images.stream().limit(NAMED).map(StoredImage::words).collect(Collectors.joining(", "))
        + (images.size() > NAMED ? ", …" : "");
  }
}
