package io.mooring.openstack.glance;

import io.mooring.contracts.Action.CopyImages;
import io.mooring.contracts.Change;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Identity;
import io.mooring.openstack.api.Images;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.openstack.file.UsedPool;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Step {@code copy-images}: images of other stores are copied into the images pool, one after
 * another, by glance itself (method copy-image); each copy is looked at in the pool. The originals
 * stay, and so do the copies when the saga is taken back.
 */
@Singleton
final class CopyImagesStep implements Step<CopyImages, FoundImages> {
  /** An image in one of these states has no data that lasts. */
  private static final Set<String> WITHOUT_DATA =
      Set.of("queued", "killed", "deleted", "pending_delete", "saving", "uploading", "importing");

  private final Authentication authentication;
  private final Apis apis;
  private final Pace pace;

  CopyImagesStep(Authentication authentication, Apis apis, Clock clock) {
    this.authentication = authentication;
    this.apis = apis;
    this.pace = Pace.of(clock);
  }

  @Override
  public Class<CopyImages> action() {
    return CopyImages.class;
  }

  @Override
  public FoundImages inspect(StepContext context, CopyImages action) {
    Layout layout = layout(context);
    ServiceConfiguration configuration =
        ServiceConfiguration.read(context.node(), layout.file(action.file()).path());
    Optional<FoundStores> stores = configuration.content().map(FoundStores::of);
    boolean asked = stores.isPresent() && !(context.onlyPlans() && layout.command().isEmpty());
    Map<String, StoredImage> images = new LinkedHashMap<>();
    Optional<Identity> identity =
        asked
            ? Optional.of(authentication.identify(context.node(), action.openstack()))
            : Optional.empty();
    Optional<Answer> problem =
        identity.flatMap(who -> list(context, action, who, stores.orElseThrow(), images));
    return new FoundImages(
        configuration,
        action.pool(),
        List.copyOf(images.values()),
        images.values().stream().allMatch(StoredImage::inPool)
            ? FoundImages.NO_FILES
            : ImageFiles.look(
                context.node(),
                layout,
                stores.orElseThrow().stagingDirectory(),
                stores.orElseThrow().directoriesOfOthers(action.pool())),
        identity.map(Identity::roles).orElse(List.of()),
        problem,
        context.onlyPlans());
  }

  private Optional<Answer> list(
      StepContext context,
      CopyImages action,
      Identity identity,
      FoundStores stores,
      Map<String, StoredImage> into) {
    try (Endpoint glance = open(context, action, identity)) {
      return new Images(glance)
          .forEach(
              image -> {
                if (!WITHOUT_DATA.contains(image.path("status").asText())) {
                  StoredImage stored = StoredImage.of(image, stores, action.pool());
                  into.putIfAbsent(stored.id(), stored);
                }
              });
    }
  }

  private Endpoint open(StepContext context, CopyImages action, Identity identity) {
    return apis.open(context.node(), layout(context), action.api(), identity, Limits.API_REQUEST);
  }

  @Override
  public Plan plan(CopyImages action, FoundImages found) {
    if (found.stores().isEmpty()) {
      return Plan.stop(found.configuration().missing());
    }
    List<Finding> findings = CopyFindings.of(action, found);
    List<StoredImage> todo = found.toCopy();
    if (todo.isEmpty()) {
      return new Plan(
          findings.stream()
              .filter(finding -> finding.severity() != Finding.Severity.INFO)
              .findFirst()
              .map(Finding::message)
              .orElse("no image that this node has is missing in %s".formatted(action.pool())),
          List.of(),
          findings,
          Map.of());
    }
    Counted images = Counted.of(todo.size(), "image");
    return new Plan(
        "%s, %s, %s to be copied into %s%s"
            .formatted(
                images,
                Size.words(todo.stream().mapToLong(StoredImage::size).sum()),
                images.either("is", "are"),
                action.pool(),
                images.either("; the original stays", ", one at a time; the originals stay")),
        List.of(
            Change.of(
                Change.Kind.CREATE,
                "images in " + action.pool(),
                "every image that is not there yet is copied; the originals stay")),
        findings,
        Map.of());
  }

  @Override
  public Outcome apply(StepContext context, CopyImages action, FoundImages found, Plan plan) {
    Identity identity = authentication.identify(context.node(), action.openstack());
    try (Endpoint glance = open(context, action, identity)) {
      CopyRun run =
          new CopyRun(
              found,
              new ImageCopy(new Images(glance), found.target(), pace),
              new WholeCopy(context, action, layout(context)),
              pace.limited(action.mebibytesPerSecond()),
              context.progress());
      List<String> problems = new ArrayList<>(run.copy());
      if (action.last()) {
        CopyFindings.unreadable(found.ofOthers()).ifPresent(problems::add);
      }
      List<Finding> findings = new ArrayList<>(plan.findings());
      findings.addAll(CopyFindings.removable(found, run.whole()));
      return problems.isEmpty()
          ? run.outcome(findings)
          : run.failed(context.dispatch().node().name(), problems);
    }
  }

  /**
   * The copies are users' images by now: machines and volumes may be clones of them. A glance that
   * would not find them any more is the pivot; here it is seen before anything else is taken back.
   */
  @Override
  public Outcome undo(StepContext context, CopyImages action) {
    Layout layout = layout(context);
    FilePath file = layout.file(action.file()).path();
    return new UsedPool(action.pool(), action.client(), action.cephConf(), layout)
        .pivot(context, file, former -> FoundStores.of(former).pool(action.pool()).isPresent())
        .map(pivot -> advised(pivot, store(context, action, file)))
        .orElseGet(
            () ->
                Outcome.asPlanned(
                    Plan.nothing("copies of images stay in %s".formatted(action.pool()))));
  }

  private static String store(StepContext context, CopyImages action, FilePath file) {
    return ServiceConfiguration.read(context.node(), file)
        .content()
        .map(FoundStores::of)
        .flatMap(stores -> stores.pool(action.pool()))
        .map(Store::id)
        .orElse(Store.RBD);
  }

  private static Outcome advised(Outcome pivot, String store) {
    return pivot instanceof Outcome.Failed failed && failed.code() == ErrorCode.IN_USE
        ? new Outcome.Failed(
            failed.code(),
            failed.message(),
            "An image that is in another store too can be taken out of Ceph: glance stores-delete"
                + " --store %s ID. When none is left there, retry.".formatted(store),
            failed.changes())
        : pivot;
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.GLANCE_API);
  }
}
