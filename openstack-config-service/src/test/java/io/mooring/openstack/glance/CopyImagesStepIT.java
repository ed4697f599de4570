package io.mooring.openstack.glance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.CopyImages;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Change;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.PoolName;
import io.mooring.node.Authorship;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.OpenstackCredentials;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How images of other stores come into the pool, with an image API that copies them. */
class CopyImagesStepIT {
  private static final FilePath FILE = new FilePath("/etc/glance/glance-api.conf");
  private static final FilePath BACKUP = new FilePath("/var/lib/mooring/lab/backup/1");
  private static final PoolName POOL = new PoolName("openstack-images");
  private static final String LOOK = "look for an image in pool openstack-images";
  private static final String READ = "read an image in pool openstack-images";
  private static final String FILES = "look at image files";
  private static final String BOTH =
      """
      [DEFAULT]
      enabled_backends = file:file,rbd:rbd
      [glance_store]
      default_backend = rbd
      [file]
      filesystem_store_datadir = /srv/images
      [rbd]
      rbd_store_pool = openstack-images
      """;

  private static final OpenstackCredentials NONE_KNOWN = new OpenstackCredentials("/nowhere");
  private final CopyImagesStep step =
      new CopyImagesStep(new Authentication(NONE_KNOWN), new Apis(NONE_KNOWN), Clock.systemUTC());
  private final ScriptedNode node =
      new ScriptedNode("controller02")
          .has(FILE, BOTH)
          .says(LOOK, "{\"size\": 3}")
          .says(READ, "abc\n")
          .says(FILES, "1000\none\ntwo\n");
  private final List<String> progress = new ArrayList<>();
  private CopyingGlance glance;

  @BeforeEach
  void start() throws IOException {
    glance = CopyingGlance.start();
  }

  @AfterEach
  void stop() {
    glance.close();
  }

  @Test
  void imagesAreCopiedOneAfterAnotherAndTheOriginalsStay() {
    // given
    glance.has("one", "file");
    glance.has("two", "file");
    glance.has("new", "rbd");

    // when
    Outcome outcome = apply(true);

    // then
    assertThat(glance.said()).containsExactly("copy one", "copied one", "copy two", "copied two");
    assertThat(glance.image("one").path("stores").asText()).isEqualTo("file,rbd");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            done -> {
              assertThat(done.summary()).startsWith("2 images, 1 KiB, copied into");
              assertThat(done.changes())
                  .extracting(Change::subject)
                  .containsExactly("openstack-images/one", "openstack-images/two");
              assertThat(done.findings())
                  .singleElement()
                  .satisfies(
                      finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.INFO);
                        assertThat(finding.message()).contains("in the store file");
                        assertThat(finding.next())
                            .contains(
                                "for image in one two; do glance stores-delete --store file $image;"
                                    + " done");
                      });
            });
    assertThat(progress)
        .first()
        .asString()
        .isEqualTo(
            "openstack-images holds 0 of 2 images, 0 KiB of 1 KiB; now one (name-of-one), 1"
                + " KiB");
  }

  @Test
  void whatIsCopiedAlreadyIsNotCopiedAgain() {
    glance.has("one", "file,rbd");

    Plan plan = plan(true);

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.findings())
        .extracting(Finding::message)
        .containsExactly("1 image is in openstack-images and in another store too.");
    assertThat(node.ran()).doesNotContain(FILES);
  }

  @Test
  void aFormerRunsCopyIsProvedBeforeItsOriginalIsSaidToBeRemovable() {
    // given one copied before, whose copy is not whole, and one to be copied
    glance.has("two", "file");
    glance.has("bad", "file,rbd").put("size", 4);

    // when
    Outcome outcome = apply(true);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            done ->
                assertThat(done.findings().getLast().next())
                    .contains("for image in two; do")
                    .doesNotContain("bad"));
  }

  @Test
  void anImportThatIsUnderWayIsWaitedForAndOneThatDiedIsBegunAgain() {
    // given somebody's import, which ends without the image in the store
    glance.has("one", "file");
    glance.isBusyWith("one", 2);

    // when
    Outcome outcome = apply(true);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(glance.said()).containsExactly("copy one", "copied one");
  }

  @Test
  void whatGlanceCanNotCopyIsNamedInItsWordsAndTheOthersAreCopied() {
    // given
    glance.has("one", "file");
    glance.has("two", "file");
    glance.failsAt("one", "Error: no space left in staging");

    // when
    Outcome outcome = apply(true);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.IMAGE_COPY_FAILED);
              assertThat(failed.message())
                  .contains(
                      "1 image copied, 1 not: one (name-of-one): Error: no space left in"
                          + " staging");
              assertThat(failed.changes()).hasSize(1);
            });
    assertThat(glance.said()).endsWith("copied two");
  }

  @Test
  void aRequestThatGlanceRefusesIsToldWithItsAnswer() {
    glance.has("one", "file");
    glance.refuses("one", 413);

    assertThat(apply(true))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("glance does not copy it: HTTP 413"));
  }

  @Test
  void whoMayNotCopyIsToldAtOnceWhichPolicyAsksForWhat() {
    // given
    glance.has("one", "file");
    glance.has("two", "file");
    glance.refuses("two", 403);
    glance.has("three", "file").put("os_glance_failed_import", "rbd");
    node.says(FILES, "1000\none\ntwo\nthree\n");

    // when
    Outcome outcome = apply(true);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.OPENSTACK_REFUSED);
              assertThat(failed.message())
                  .contains("policy copy_image", "1 image copied", "two (name-of-two)", "HTTP 403");
              assertThat(failed.next()).contains("role", "admin", "what is copied already stays");
            });
    assertThat(glance.said()).containsExactly("copy one", "copied one");
  }

  @Test
  void aCredentialWithoutTheRoleAdminIsWarnedOf() {
    // given
    glance.has("one", "file");
    FoundImages found = step.inspect(context(), action(true));

    // when
    List<Finding> some = CopyFindings.of(action(true), with(found, List.of("member", "reader")));
    List<Finding> admin = CopyFindings.of(action(true), with(found, List.of("member", "admin")));

    // then
    assertThat(admin).isEmpty();
    assertThat(some)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.code()).isEqualTo(ErrorCode.OPENSTACK_REFUSED);
              assertThat(finding.message()).contains("has the roles member, reader,", "copy_image");
            });
  }

  private static FoundImages with(FoundImages found, List<String> roles) {
    return new FoundImages(
        found.configuration(),
        found.pool(),
        found.images(),
        found.files(),
        roles,
        found.problem(),
        found.planning());
  }

  @Test
  void aCopyOfAnotherSizeOrHashIsNotWhole() {
    // given
    glance.has("one", "file");
    glance.has("two", "file");
    node.says(READ, "abd\n");

    // when
    Outcome otherHash = apply(true);
    glance.has("one", "file");
    node.says(LOOK, "{\"size\": 2}");
    Outcome otherSize = apply(true);

    // then
    assertThat(otherHash)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("0 images copied", "another sha512"));
    assertThat(otherSize)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("has 2 bytes instead of 3"));
  }

  @Test
  void aFileOfAnotherNodeIsLeftToItAndOneThatNobodyHasIsToldByTheLast() {
    // given
    glance.has("lost", "file");

    // when
    Plan first = plan(false);
    Plan last = plan(true);
    glance.has("one", "file");
    Outcome outcome = apply(true);

    // then
    assertThat(first.stop()).isEmpty();
    assertThat(first.changes()).isEmpty();
    assertThat(last.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.IMAGE_COPY_FAILED);
              assertThat(stop.message()).contains("lost (name-of-lost)");
            });
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("1 image copied", "lost"));
  }

  @Test
  void anImageThatIsNotActiveIsToldAndLeft() {
    glance.has("one", "file").put("status", "deactivated");
    glance.has("two", "file").put("status", "queued");

    Plan plan = plan(true);

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.next()).contains("--activate");
            });
  }

  @Test
  void anImageThatIsLargerThanGlancesRoomForItStopsBeforeAnything() {
    glance.has("one", "file").put("size", 5L << 20);

    assertThat(plan(true).stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.DISK_SPACE_LOW);
              assertThat(stop.message())
                  .contains("/var/lib/glance/os_glance_staging_store", "1000 KiB", "5 MiB");
            });
  }

  @Test
  void aCopyIsNotTakenBackAndStopsTheRollbackBeforeItBegins() {
    // given
    node.wrote(new Authorship.Wrote(Optional.of(BACKUP)))
        .has(BACKUP, "[glance_store]\nstores = file\n")
        .says("list pool openstack-images", "one\n");

    // when
    Outcome used = step.undo(context(), action(true));
    node.says("list pool openstack-images", "");
    Outcome empty = step.undo(context(), action(true));

    // then
    assertThat(used)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.IN_USE);
              assertThat(failed.next()).contains("glance stores-delete --store rbd ID");
            });
    assertThat(empty).isInstanceOf(Outcome.Succeeded.class);
  }

  private Plan plan(boolean last) {
    return step.plan(action(last), step.inspect(context(), action(last)));
  }

  private Outcome apply(boolean last) {
    FoundImages found = step.inspect(context(), action(last));
    Plan plan = step.plan(action(last), found);
    assertThat(plan.changes()).isNotEmpty();
    return step.apply(context(), action(last), found, plan);
  }

  private StepContext context() {
    StepContext context = node.context(Dispatches.first("copy-images", node.address()));
    return new StepContext(context.dispatch(), node, context.nodes(), progress::add);
  }

  private CopyImages action(boolean last) {
    return new CopyImages(
        FILE,
        POOL,
        new ClientName("glance"),
        new FilePath("/etc/ceph/ceph.conf"),
        new AccountName("glance"),
        new ClusterName("ceph"),
        new OpenstackAccess(
            OpenstackAccess.Auth.NONE, Optional.empty(), Optional.of("0123456789abcdef")),
        ApiAccess.usual(glance.port()),
        1000,
        last);
  }
}
