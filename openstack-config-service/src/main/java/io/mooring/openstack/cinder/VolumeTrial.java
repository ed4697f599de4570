package io.mooring.openstack.cinder;

import static io.mooring.openstack.proof.TestObjects.firstProblem;

import io.mooring.contracts.Action.TestVolume;
import io.mooring.contracts.PoolName;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Images;
import io.mooring.openstack.api.Patience;
import io.mooring.openstack.api.Volumes;
import io.mooring.openstack.proof.RbdImage;
import io.mooring.openstack.proof.TestObjects;
import io.mooring.participant.step.StepContext;
import java.util.Optional;

/** One run of the volume test; remembers what it made, so that it can remove it. */
final class VolumeTrial {
  private final StepContext context;
  private final TestVolume action;
  private final Optional<Images> images;
  private final TrialVolumes volumes;
  private final String name;
  private Optional<String> image = Optional.empty();

  /**
   * A run.
   *
   * @param images where an image is made for the clone; empty: only an empty volume is made
   */
  VolumeTrial(
      StepContext context,
      TestVolume action,
      Optional<Images> images,
      Volumes volumes,
      Patience patience,
      Patience cleaning) {
    this.context = context;
    this.action = action;
    this.images = images;
    this.name = TestObjects.name(context.dispatch());
    this.volumes = new TrialVolumes(volumes, name, patience, cleaning);
  }

  /** Runs it; a problem for people if the volumes are not as they should be. */
  Optional<String> run() {
    volumes.removeLeft();
    images.ifPresent(glance -> glance.removeNamed(name));
    try {
      return firstProblem(
          () -> volumes.makeType(action.backend()),
          () -> images.flatMap(this::makeImage),
          () -> volumes.make(Optional.empty()),
          () -> images.flatMap(glance -> volumes.make(image)),
          () -> volumes.available(volumes.first(), "the volume"),
          () ->
              images.flatMap(
                  glance -> volumes.available(volumes.last(), "the volume from an image")),
          this::isInPlace,
          () -> action.images().flatMap(this::isClone));
    } finally {
      volumes.remove();
      image.ifPresent(made -> images.orElseThrow().remove(made));
    }
  }

  private Optional<String> makeImage(Images glance) {
    Answer made = glance.create(name);
    image = TrialVolumes.id(made, "/id");
    return made.problem("creating an image")
        .or(() -> glance.upload(image.orElseThrow(), TestObjects.image(context.dispatch())));
  }

  private RbdImage look(String id) {
    RbdImage.Viewer viewer =
        new RbdImage.Viewer(
            context.layouts().of(ServiceKind.CINDER_VOLUME).as(action.serviceUser().value()),
            action.cluster(),
            action.client());
    return RbdImage.look(context.node(), viewer, action.volumes(), "volume-" + id);
  }

  private Optional<String> isInPlace() {
    return look(volumes.first())
        .problemOutside(action.dataPool())
        .map(problem -> "the volume: " + problem);
  }

  private Optional<String> isClone(PoolName pool) {
    RbdImage clone = look(volumes.last());
    boolean cloned = clone.parentPool().filter(pool.value()::equals).isPresent();
    return clone
        .problemOutside(action.dataPool())
        .or(
            () ->
                cloned
                    ? Optional.empty()
                    : Optional.of(
                        "the volume from an image is a full copy, not a clone of one in " + pool));
  }
}
