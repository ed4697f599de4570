package io.mooring.openstack.cinder;

import static io.mooring.openstack.proof.TestObjects.firstProblem;

import io.mooring.contracts.Action.TestVolume;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Images;
import io.mooring.openstack.api.Patience;
import io.mooring.openstack.api.Volumes;
import io.mooring.openstack.proof.RbdImage;
import io.mooring.openstack.proof.TestObjects;
import io.mooring.participant.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the volume test; remembers what it made, so that it can remove it. */
final class VolumeTrial {
  private final StepContext context;
  private final TestVolume action;
  private final Images images;
  private final Volumes volumes;
  private final Patience patience;
  private final Patience cleaning;
  private final String name;
  private final List<String> madeVolumes = new ArrayList<>();
  private Optional<String> type = Optional.empty();
  private Optional<String> image = Optional.empty();

  VolumeTrial(
      StepContext context,
      TestVolume action,
      Images images,
      Volumes volumes,
      Patience patience,
      Patience cleaning) {
    this.context = context;
    this.action = action;
    this.images = images;
    this.volumes = volumes;
    this.patience = patience;
    this.cleaning = cleaning;
    this.name = TestObjects.name(context.dispatch());
  }

  /** Runs it; a problem for people if the volumes are not as they should be. */
  Optional<String> run() {
    volumes.removeNamed(name, cleaning);
    images.removeNamed(name);
    try {
      return firstProblem(
          this::makeType,
          this::makeImage,
          () -> makeVolume(Optional.empty()),
          () -> makeVolume(image),
          () -> available(madeVolumes.getFirst(), "the volume"),
          () -> available(madeVolumes.getLast(), "the volume from an image"),
          () -> look(madeVolumes.getFirst()).problem(),
          this::isClone);
    } finally {
      clean();
    }
  }

  private Optional<String> makeType() {
    Answer made = volumes.createType(name, action.backend().value());
    type = id(made, "/volume_type/id");
    return made.problem("creating a volume type");
  }

  private Optional<String> makeImage() {
    Answer made = images.create(name);
    image = id(made, "/id");
    return made.problem("creating an image")
        .or(() -> images.upload(image.orElseThrow(), TestObjects.image(context.dispatch())));
  }

  private Optional<String> makeVolume(Optional<String> from) {
    Answer made = volumes.create(name, name, from);
    id(made, "/volume/id").ifPresent(madeVolumes::add);
    return made.problem("creating a volume");
  }

  private static Optional<String> id(Answer made, String pointer) {
    return made.succeeded() ? Optional.of(made.json().at(pointer).asText()) : Optional.empty();
  }

  private Optional<String> available(String id, String what) {
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

  private RbdImage look(String id) {
    RbdImage.Viewer viewer =
        new RbdImage.Viewer(
            context.layouts().of(ServiceKind.CINDER_VOLUME).as(action.serviceUser().value()),
            action.cluster(),
            action.client());
    return RbdImage.look(context.node(), viewer, action.volumes(), "volume-" + id);
  }

  private Optional<String> isClone() {
    RbdImage clone = look(madeVolumes.getLast());
    boolean cloned = clone.parentPool().filter(action.images().value()::equals).isPresent();
    return clone
        .problem()
        .or(
            () ->
                cloned
                    ? Optional.empty()
                    : Optional.of(
                        "the volume from an image is a full copy, not a clone of one in "
                            + action.images()));
  }

  private void clean() {
    madeVolumes.forEach(volumes::remove);
    madeVolumes.forEach(id -> volumes.awaitGone(id, cleaning));
    image.ifPresent(images::remove);
    type.ifPresent(volumes::removeType);
  }
}
