package io.mooring.openstack.glance;

import io.mooring.contracts.Change;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.NodeName;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt to copy images, one after another; what it has copied it need not do again. */
final class CopyRun {
  /** Nobody reads faster, and the history keeps them all. */
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

  /** Then it makes way, so that a person can pause or cancel the saga; the next attempt goes on. */
  private static final Duration SLICE = Duration.ofMinutes(5);

  /** One with a problem goes through all images, so that all that is wrong is told at once. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final int NAMED = 5;

  private final FoundImages found;
  private final ImageCopy copier;
  private final WholeCopy proof;
  private final Pace pace;
  private final Progress progress;
  private final List<StoredImage> todo;
  private final List<StoredImage> copied = new ArrayList<>();
  private final List<StoredImage> whole = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long bytes;
  private boolean unfinished;
  private Optional<String> refused = Optional.empty();
  private Instant told = Instant.MIN;

  CopyRun(FoundImages found, ImageCopy copier, WholeCopy proof, Pace pace, Progress progress) {
    this.found = found;
    this.copier = copier;
    this.proof = proof;
    this.pace = pace;
    this.progress = progress;
    this.todo = found.toCopy();
  }

  /** Copies them until we may not; returns what went wrong, an image each. */
  List<String> copy() {
    Instant began = pace.now();
    for (StoredImage image : todo) {
      Duration took = Duration.between(began, pace.now());
      if (took.compareTo(LONGEST) > 0 || problems.isEmpty() && took.compareTo(SLICE) > 0) {
        unfinished = true;
        return problems;
      }
      copy(image);
      if (refused.isPresent()) {
        return problems;
      }
    }
    for (StoredImage image : found.twice()) {
      tell(image);
      if (proof.problem(image).isEmpty()) {
        whole.add(image);
      }
    }
    return problems;
  }

  private void copy(StoredImage image) {
    Instant began = pace.now();
    switch (copier.copy(image, () -> tell(image))) {
      case ImageCopy.Result.Copied done -> prove(image);
      case ImageCopy.Result.Gone deleted -> {
        // Nobody misses it.
      }
      case ImageCopy.Result.Refused no -> {
        refused = Optional.of("%s: %s".formatted(image.words(), no.words()));
        problems.add(refused.get());
        return;
      }
      case ImageCopy.Result.Failed failed ->
          problems.add("%s: %s".formatted(image.words(), failed.words()));
    }
    Instant due = pace.due(began, image.size());
    for (int looks = 0; pace.now().isBefore(due); looks++) {
      tell(image);
      pace.betweenLooks(looks);
    }
  }

  private void prove(StoredImage image) {
    proof
        .problem(image)
        .ifPresentOrElse(
            problem -> problems.add("%s: %s".formatted(image.words(), problem)),
            () -> {
              copied.add(image);
              whole.add(image);
              bytes += image.size();
            });
  }

  private void tell(StoredImage now) {
    if (told.isBefore(pace.now().minus(BETWEEN_WORDS))) {
      told = pace.now();
      progress.tell("%s; now %s, %s".formatted(far(), now.words(), Size.words(now.size())));
    }
  }

  /** How far it is, with what former attempts have done. */
  private String far() {
    List<StoredImage> before = found.twice();
    return "%s holds %d of %s, %s of %s"
        .formatted(
            found.pool(),
            copied.size() + before.size(),
            Counted.of(todo.size() + before.size(), "image"),
            Size.words(bytes + sum(before)),
            Size.words(sum(todo) + sum(before)));
  }

  private static long sum(List<StoredImage> images) {
    return images.stream().mapToLong(StoredImage::size).sum();
  }

  /** Those whose copies are whole, with those of former attempts. */
  List<StoredImage> whole() {
    return List.copyOf(whole);
  }

  /** How it ended, as far as nothing went wrong. */
  Outcome outcome(List<Finding> findings) {
    if (unfinished) {
      return new Outcome.GoesOn(far());
    }
    String before = found.twice().isEmpty() ? "" : " (%d before)".formatted(found.twice().size());
    Counted images = Counted.of(copied.size(), "image");
    return new Outcome.Succeeded(
        "%s, %s, copied into %s%s; %s"
            .formatted(
                images,
                Size.words(bytes),
                found.pool(),
                before,
                images.either(
                    "it is whole there, and the original is where it was",
                    "they are whole there, and the originals are where they were")),
        changes(),
        findings,
        Map.of());
  }

  private List<Change> changes() {
    return copied.stream()
        .map(
            image ->
                Change.of(
                    Change.Kind.CREATE,
                    "%s/%s".formatted(found.pool(), image.id()),
                    "%s, %s".formatted(image.words(), Size.words(image.size()))))
        .toList();
  }

  Outcome failed(NodeName node, List<String> words) {
    if (refused.isPresent()) {
      return new Outcome.Failed(
          ErrorCode.OPENSTACK_REFUSED,
          "glance-api on %s does not let the credential copy images (policy copy_image); %s copied, then %s"
              .formatted(node, Counted.of(copied.size(), "image"), refused.get()),
          CopyFindings.LEAVE,
          changes());
    }
    return new Outcome.Failed(
        ErrorCode.IMAGE_COPY_FAILED,
        "glance-api on %s: %s copied, %d not: %s%s"
            .formatted(
                node,
                Counted.of(copied.size(), "image"),
                words.size(),
                String.join("; ", words.subList(0, Math.min(words.size(), NAMED))),
                words.size() > NAMED ? "; …" : ""),
        ErrorCode.IMAGE_COPY_FAILED.next(),
        changes());
  }
}
