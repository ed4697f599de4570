package io.mooring.openstack.cinder;

import io.mooring.contracts.BackendName;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Patience;
import io.mooring.openstack.api.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The volumes of a test and their type; remembers what it made, so that it can remove it. */
final class TrialVolumes {
  private final Volumes volumes;
  private final String name;
  private final Patience patience;
  private final Patience cleaning;
  private final List<String> made = new ArrayList<>();
  private Optional<String> type = Optional.empty();

  /**
   * None yet.
   *
   * @param name what all of them are called
   * @param patience how long a volume may take
   * @param cleaning how long its removal may take
   */
  TrialVolumes(Volumes volumes, String name, Patience patience, Patience cleaning) {
    this.volumes = volumes;
    this.name = name;
    this.patience = patience;
    this.cleaning = cleaning;
  }

  /** Removes what a test that was cut short has left. */
  void removeLeft() {
    volumes.removeNamed(name, cleaning);
  }

  /** Makes the type that only this back end serves; a problem if it can't. */
  Optional<String> makeType(BackendName backend) {
    Answer answer = volumes.createType(name, backend.value(), "of a test");
    type = id(answer, "/volume_type/id");
    return answer.problem("creating a volume type");
  }

  /** Makes a volume, empty or from an image; a problem if it can't. */
  Optional<String> make(Optional<String> image) {
    Answer answer = volumes.create(name, name, image);
    id(answer, "/volume/id").ifPresent(made::add);
    return answer.problem("creating a volume");
  }

  /** The id of the volume that was made first. */
  String first() {
    return made.getFirst();
  }

  /** The id of the volume that was made last. */
  String last() {
    return made.getLast();
  }

  /** Waits until a volume can be used; a problem if it can't. */
  Optional<String> available(String id, String what) {
    String settled =
        patience
            .await(
                () ->
                    volumes
                        .status(id)
                        .filter(status -> status.equals("available") || status.startsWith("error")))
            .orElse("not available in time");
    return settled.equals("available")
        ? Optional.empty()
        : Optional.of("%s is %s".formatted(what, settled));
  }

  /** Removes all that was made. */
  void remove() {
    made.forEach(volumes::remove);
    made.forEach(id -> volumes.awaitGone(id, cleaning));
    type.ifPresent(volumes::removeType);
  }

  /** The id that an answer tells of what was made. */
  static Optional<String> id(Answer answer, String pointer) {
    return answer.succeeded() ? Optional.of(answer.json().at(pointer).asText()) : Optional.empty();
  }
}
