package io.mooring.openstack.glance;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Images;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Has glance copy one image, and waits until it has. An import that is under way, whoever began it,
 * is waited for; one that died with its glance is begun again as soon as glance gives its lock
 * away, which is an hour after its last sign of life.
 */
final class ImageCopy {
  /** The lock of an import that is under way (glance since Victoria). */
  private static final String LOCK = "os_glance_import_task";

  private static final int CONFLICT = 409;
  private static final int GONE = 404;

  /** Answers of glance that may be missing one after another: it may be restarted meanwhile. */
  private static final int MOST_SILENCES = 20;

  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(5);

  /** Longer than glance keeps the lock of an import that is dead. */
  private static final Duration PATIENCE = Duration.ofMinutes(75);

  /** Slower than any store that is in use. */
  private static final long SLOWEST_BYTES_PER_SECOND = 4L << 20;

  private final Images images;
  private final String store;
  private final Pace pace;

  ImageCopy(Images images, String store, Pace pace) {
    this.images = images;
    this.store = store;
    this.pace = pace;
  }

  /** How it went. */
  sealed interface Result {
    /** Glance says that the image is in the store. */
    record Copied() implements Result {}

    /** Somebody deleted the image meanwhile. */
    record Gone() implements Result {}

    /** We may not have it copied, and no other image either; as glance says it. */
    record Refused(String words) implements Result {}

    /** It is not in the store, for this reason. */
    record Failed(String words) implements Result {}
  }

  /**
   * Copies an image.
   *
   * @param meanwhile done between looks
   */
  Result copy(StoredImage image, Runnable meanwhile) {
    Instant until = pace.now().plus(PATIENCE).plusSeconds(image.size() / SLOWEST_BYTES_PER_SECOND);
    Optional<Instant> asked = Optional.empty();
    boolean taken = false;
    int silences = 0;
    for (int looks = 0; ; looks++) {
      Answer now = images.show(image.id());
      if (now.status() == GONE) {
        return new Result.Gone();
      }
      silences = now.succeeded() ? 0 : silences + 1;
      if (silences > MOST_SILENCES || now.refused()) {
        return new Result.Failed(now.problem("looking at it").orElse(""));
      }
      boolean locked = now.json().hasNonNull(LOCK);
      if (now.succeeded() && !locked && Images.stores(now.json()).contains(store)) {
        return new Result.Copied();
      }
      if (now.succeeded() && !locked && taken) {
        return new Result.Failed(words(image, now.json()));
      }
      boolean due = asked.filter(time -> pace.now().isBefore(time.plus(BETWEEN_TRIES))).isEmpty();
      if (now.succeeded() && (!locked || due)) {
        Answer begun = images.copy(image.id(), store);
        asked = Optional.of(pace.now());
        taken |= begun.succeeded();
        if (begun.refused()) {
          return new Result.Refused(begun.problem("copy-image").orElse(""));
        }
        if (!begun.succeeded() && begun.status() != CONFLICT && begun.status() != 0) {
          return new Result.Failed(begun.problem("glance does not copy it").orElse(""));
        }
      }
      if (pace.now().isAfter(until)) {
        return new Result.Failed("glance has not copied it in time");
      }
      meanwhile.run();
      pace.betweenLooks(looks);
    }
  }

  private String words(StoredImage image, JsonNode now) {
    return images
        .lastWords(image.id())
        .orElseGet(
            () ->
                "glance gave it up (os_glance_failed_import: %s); its log tells why"
                    .formatted(now.path("os_glance_failed_import").asText("")));
  }
}
