package io.mooring.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Action.CreateVolumeType;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Volumes;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Step {@code create-volume-type}: users reach the back end by a volume type. One that is there and
 * leads to it is adopted; one that leads elsewhere is somebody's, and stops it.
 */
@Singleton
final class CreateVolumeTypeStep implements Step<CreateVolumeType, CreateVolumeTypeStep.Found> {
  /** What cinder answers when volumes have the type. */
  private static final int IN_USE = 400;

  private final Authentication authentication;
  private final Apis apis;

  CreateVolumeTypeStep(Authentication authentication, Apis apis) {
    this.authentication = authentication;
    this.apis = apis;
  }

  /**
   * What is there.
   *
   * @param type the type of that name; empty when there is none
   * @param problem why nobody can tell; empty when it can be told
   */
  record Found(Optional<Type> type, Optional<String> problem) {}

  /**
   * A volume type.
   *
   * @param id its id
   * @param backend the back end that it leads to; empty: any
   * @param description what people read of it; who made it, where we have
   */
  record Type(String id, Optional<String> backend, String description) {}

  @Override
  public Class<CreateVolumeType> action() {
    return CreateVolumeType.class;
  }

  @Override
  public Found inspect(StepContext context, CreateVolumeType action) {
    return asked(context, action, volumes -> find(action.name(), volumes.types()));
  }

  static Found find(String name, Answer answer) {
    Optional<String> problem = answer.problem("cinder-api does not list its volume types");
    for (JsonNode type : answer.json().path("volume_types")) {
      if (type.path("name").asText().equals(name)) {
        return new Found(
            Optional.of(
                new Type(
                    type.path("id").asText(),
                    Optional.ofNullable(type.path("extra_specs").path(Volumes.BACKEND).textValue()),
                    type.path("description").asText(""))),
            problem);
      }
    }
    return new Found(Optional.empty(), problem);
  }

  @Override
  public Plan plan(CreateVolumeType action, Found found) {
    if (found.problem().isPresent()) {
      return Plan.stop(Finding.stop(ErrorCode.OPENSTACK_REFUSED, found.problem().get()));
    }
    String subject = "volume type " + action.name();
    Plan plan =
        found
            .type()
            .map(type -> adopting(action, type))
            .orElseGet(
                () ->
                    Plan.of(
                        "creates the " + subject,
                        List.of(
                            Change.of(
                                Change.Kind.CREATE,
                                subject,
                                "%s = %s".formatted(Volumes.BACKEND, action.backend())))));
    return plan.on(
        List.of(
            new Seen(
                subject,
                found.type().map(type -> type.backend().orElse("any back end")).orElse("absent"))));
  }

  private static Plan adopting(CreateVolumeType action, Type type) {
    if (type.backend().filter(action.backend().value()::equals).isPresent()) {
      return Plan.nothing(
          "the volume type %s leads to the back end %s".formatted(action.name(), action.backend()));
    }
    return Plan.stop(
        Finding.stop(
            ErrorCode.CONFIGURATION_CONFLICT,
            "The volume type %s leads to %s, and the document has it for the back end %s."
                .formatted(
                    action.name(),
                    type.backend().map("the back end %s"::formatted).orElse("any back end"),
                    action.backend()),
            "Name another type in the document (cinder.volumeType); or, if its volumes may go"
                + " there: openstack volume type set --property %s=%s '%s', then retry."
                    .formatted(Volumes.BACKEND, action.backend(), action.name())));
  }

  @Override
  public Outcome apply(StepContext context, CreateVolumeType action, Found found, Plan plan) {
    if (found.type().isPresent()) {
      return Outcome.asPlanned(plan);
    }
    return asked(
        context,
        action,
        volumes ->
            volumes
                .createType(action.name(), action.backend().value(), madeBy(context))
                .problem("cinder-api does not make the volume type " + action.name())
                .<Outcome>map(problem -> Outcome.failed(ErrorCode.OPENSTACK_REFUSED, problem))
                .orElseGet(() -> Outcome.asPlanned(plan)));
  }

  /** A type goes only if it was made here, and cinder keeps one that volumes have. */
  @Override
  public Outcome undo(StepContext context, CreateVolumeType action) {
    Found found = inspect(context, action);
    if (found.problem().isPresent()) {
      return Outcome.failed(ErrorCode.OPENSTACK_REFUSED, found.problem().get());
    }
    String name = action.name();
    boolean ours = found.type().filter(type -> isOurs(context, type)).isPresent();
    if (!ours) {
      return Outcome.asPlanned(
          Plan.nothing(
              found.type().isPresent()
                  ? "the volume type %s was not made by this saga".formatted(name)
                  : "the volume type %s is not there".formatted(name)));
    }
    String id = found.type().orElseThrow().id();
    return asked(context, action, volumes -> removed(name, volumes.removeType(id)));
  }

  private static Outcome removed(String name, Answer answer) {
    if (answer.succeeded()) {
      String subject = "volume type " + name;
      return Outcome.asPlanned(
          Plan.of(
              subject + " is gone", List.of(Change.of(Change.Kind.DELETE, subject, "removed"))));
    }
    return Outcome.failed(
        answer.status() == IN_USE ? ErrorCode.IN_USE : ErrorCode.OPENSTACK_REFUSED,
        answer.problem("The volume type %s stays as it is".formatted(name)).orElseThrow());
  }

  private static String madeBy(StepContext context) {
    return ofIntegration(context) + context.author();
  }

  private static String ofIntegration(StepContext context) {
    return "Made by Mooring for %s, saga ".formatted(context.dispatch().integration());
  }

  private static boolean isOurs(StepContext context, Type type) {
    return context.undoesAll()
        ? type.description().startsWith(ofIntegration(context))
        : type.description().equals(madeBy(context));
  }

  private <T> T asked(StepContext context, CreateVolumeType action, Function<Volumes, T> question) {
    ApiAccess access = action.api().orElseGet(() -> ApiAccess.usual(action.apiPort()));
    try (Endpoint cinder =
        apis.open(
            context.node(),
            ApiKind.VOLUME,
            access,
            authentication.identify(context.node(), action.openstack()))) {
      return question.apply(new Volumes(cinder));
    }
  }
}
