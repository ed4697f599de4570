package io.mooring.ceph;

import io.mooring.contracts.Action.CreatePool;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.Script;
import io.mooring.participant.step.StepContext;
import java.util.Optional;

/**
 * Whether a pool keeps replicas, as RBD needs it for its images' names, or is erasure coded, as the
 * document may have it for their data. The one is never made of the other.
 *
 * @param wanted the pool as it is wanted
 * @param found the pool as it is
 */
record PoolCoding(WantedPool wanted, FoundPool found) {
  private static final String CREATE = Script.resource(PoolCoding.class, "create-data-pool.sh");
  private static final String OVERWRITE =
      "ceph osd pool set \"$1\" allow_ec_overwrites true >/dev/null";
  private static final String ENABLE = "ceph osd pool application enable \"$1\" rbd >/dev/null";

  /** Whether only the data of images is to be in it. */
  boolean isForData() {
    return wanted.profile().isPresent();
  }

  /** For what a new one is made. */
  String made() {
    return wanted
        .profile()
        .map(
            name ->
                "created for the data of RBD's images, erasure coded by the profile %s%s"
                    .formatted(
                        name,
                        found
                            .profile()
                            .map(profile -> " (%s)".formatted(profile.words()))
                            .orElse("")))
        .orElse("created for rbd");
  }

  /** What stands in the way. */
  Optional<Finding> conflict() {
    return found
        .pool()
        .map(this::conflict)
        .orElseGet(() -> found.profile().flatMap(profile -> profile.against(wanted)));
  }

  private Optional<Finding> conflict(PoolState pool) {
    String coded = pool.code().map(ErasureCode::profile).orElse("");
    if (pool.code().isPresent() && !isForData()) {
      return Optional.of(
          stop(
              "The pool %s is erasure coded; RBD needs a replicated one.",
              "Name another pool; this one can have the data alone (dataPool)."));
    }
    if (pool.code().isEmpty() && isForData()) {
      return Optional.of(
          stop(
              "The pool %s keeps replicas, and the document has it as an erasure coded one for"
                  + " data.",
              "Name another pool (dataPool); a pool can't be changed from one to the other."));
    }
    if (isForData() && !coded.equals(wanted.profile().orElseThrow())) {
      return Optional.of(
          stop(
              "The pool %s was made by the erasure code profile "
                  + coded
                  + ", the document says "
                  + wanted.profile().orElseThrow()
                  + "; a pool keeps the one that it has.",
              "Name its own profile in the document (erasureCodeProfile), or another pool."));
    }
    return Optional.empty();
  }

  private Finding stop(String message, String next) {
    return Finding.stop(ErrorCode.POOL_CONFLICT, message.formatted(wanted.name()), next);
  }

  /** That a pool that is there takes what RBD writes; empty when it does already. */
  Optional<Change> change() {
    return found
        .pool()
        .flatMap(PoolState::code)
        .filter(code -> !code.overwrites())
        .map(
            code ->
                Change.of(
                    Change.Kind.UPDATE,
                    "pool " + wanted.name(),
                    "gets allow_ec_overwrites, which Ceph never takes away again"));
  }

  /** Makes it. */
  void create(Cluster cluster, StepContext context, CreatePool action, String pgNum) {
    cluster.change(
        context,
        action.ceph(),
        "create a pool for data",
        CREATE,
        Notes.key(context, Notes.of(wanted.name())),
        wanted.name(),
        pgNum,
        wanted.profile().orElseThrow(),
        wanted.crushRule().orElse(""));
  }

  /** Makes one that is there ready for RBD. */
  void ready(Cluster cluster, StepContext context, CreatePool action, PoolState pool) {
    if (change().isPresent()) {
      cluster.change(
          context, action.ceph(), "let objects be overwritten", OVERWRITE, wanted.name());
    }
    if (pool.applications().isEmpty()) {
      cluster.change(context, action.ceph(), "make a pool ready for rbd", ENABLE, wanted.name());
    }
  }
}
