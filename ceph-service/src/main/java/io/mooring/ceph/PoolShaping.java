package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.contracts.Action.CreatePool;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.node.Script;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a pool the CRUSH rule and the quota that the document asks for. What it does not ask for
 * stays as it is, whatever that is.
 *
 * @param wanted the pool as it is wanted
 * @param found the pool as it is
 */
record PoolShaping(WantedPool wanted, FoundPool found) {
  private static final String SHAPE = Script.resource(PoolShaping.class, "shape-pool.sh");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MOVES = "move";

  /** What would be other than it is; nothing for a pool that is still to be made. */
  Optional<Change> change() {
    return found
        .pool()
        .map(PoolState::shape)
        .filter(now -> !now.with(wanted).equals(now))
        .map(
            now ->
                Change.of(
                    Change.Kind.UPDATE, "pool " + wanted.name(), now.with(wanted).since(now)));
  }

  /** What stands in the way. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    wanted
        .crushRule()
        .filter(rule -> !found.rules().contains(rule))
        .ifPresent(rule -> findings.add(noSuchRule(rule)));
    if (findings.isEmpty()) {
      found.pool().filter(this::moves).ifPresent(pool -> findings.add(moving(pool)));
    }
    found.pool().ifPresent(pool -> findings.addAll(full(pool)));
    return findings;
  }

  private Finding noSuchRule(String rule) {
    return Finding.stop(
        ErrorCode.POOL_CONFLICT,
        "The cluster has no CRUSH rule %s for the pool %s; it has %s."
            .formatted(rule, wanted.name(), String.join(", ", found.rules())),
        "Make the rule (ceph osd crush rule create-replicated), or name one that there is.");
  }

  private boolean moves(PoolState pool) {
    return pool.objects() > 0 && pool.shape().with(wanted).movesFor(pool.shape());
  }

  private Finding moving(PoolState pool) {
    return found
        .decisions()
        .settle(
            Finding.stop(
                    ErrorCode.POOL_CONFLICT,
                    "The pool %s has the CRUSH rule %s, the document says %s: its %s would be moved."
                        .formatted(
                            wanted.name(),
                            pool.shape().crushRule(),
                            wanted.crushRule().orElseThrow(),
                            Counted.of(pool.objects(), "object")),
                    "Name its own rule in the document, or choose a time at which the cluster can"
                        + " bear it.")
                .deciding(
                    "crush-rule:" + wanted.name(),
                    new Choice(
                        MOVES,
                        "Sets the rule: Ceph moves the pool's data at once, which loads the cluster"
                            + " until it is done; clients go on.")));
  }

  /** A pool that is over its quota takes no writes. */
  private List<Finding> full(PoolState pool) {
    List<Finding> findings = new ArrayList<>();
    over(wanted.quotaBytes(), pool.bytes(), "byte").ifPresent(findings::add);
    over(wanted.quotaObjects(), pool.objects(), "object").ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> over(Optional<Long> quota, long used, String thing) {
    return quota.isPresent() && quota.get() > 0 && used >= quota.get()
        ? Optional.of(
            Finding.stop(
                ErrorCode.POOL_CONFLICT,
                "The pool %s holds %s, and its quota is to be %d: nobody could write to it any more."
                    .formatted(wanted.name(), Counted.of(used, thing), quota.get()),
                "Raise the quota of the pool in the document."))
        : Optional.empty();
  }

  /** Shapes a pool that this step has just made. */
  void shapeNew(Cluster cluster, StepContext context, CreatePool action) {
    if (wanted.crushRule().isPresent()
        || wanted.quotaBytes().isPresent()
        || wanted.quotaObjects().isPresent()) {
      cluster.change(
          context,
          action.ceph(),
          "shape a pool",
          SHAPE,
          "",
          "",
          wanted.name(),
          wanted.crushRule().orElse(""),
          text(wanted.quotaBytes()),
          text(wanted.quotaObjects()));
    }
  }

  /** Shapes a pool that was there, and notes before how it was. */
  void shape(Cluster cluster, StepContext context, CreatePool action) {
    if (change().isPresent()) {
      PoolShape now = found.pool().orElseThrow().shape();
      PoolShape former = noted(context).map(note -> note.former).orElse(now);
      set(cluster, context, action, new Note(former, now.with(wanted)), now, now.with(wanted));
    }
  }

  /** Puts back what this saga changed; empty where it changed nothing. */
  Optional<Outcome> undo(Cluster cluster, StepContext context, CreatePool action) {
    Optional<Note> note = noted(context);
    if (note.isEmpty() || found.pool().isEmpty()) {
      return Optional.empty();
    }
    PoolName name = wanted.name();
    PoolShape now = found.pool().get().shape();
    PoolShape former = note.get().former;
    if (!now.equals(note.get().ours) && !now.equals(former)) {
      return Optional.of(
          Outcome.failed(
              ErrorCode.POOL_CONFLICT,
              "The pool %s is not as this saga shaped it (%s); it is left alone."
                  .formatted(name, now.since(note.get().ours))));
    }
    if (!now.equals(former)) {
      set(cluster, context, action, note.get(), now, former);
    }
    Notes.forget(cluster, context, action.ceph(), Notes.ofShape(name));
    return Optional.of(
        Outcome.asPlanned(
            Plan.of(
                "the pool %s is shaped as before".formatted(name),
                now.equals(former)
                    ? List.of()
                    : List.of(Change.of(Change.Kind.UPDATE, "pool " + name, former.since(now))))));
  }

  private void set(
      Cluster cluster,
      StepContext context,
      CreatePool action,
      Note note,
      PoolShape from,
      PoolShape to) {
    cluster.change(
        context,
        action.ceph(),
        "shape a pool",
        SHAPE,
        Notes.key(context, Notes.ofShape(wanted.name())),
        note.text(),
        wanted.name(),
        to.movesFor(from) ? to.crushRule() : "",
        to.quotaBytes() == from.quotaBytes() ? "" : Long.toString(to.quotaBytes()),
        to.quotaObjects() == from.quotaObjects() ? "" : Long.toString(to.quotaObjects()));
  }

  private Optional<Note> noted(StepContext context) {
    return Optional.ofNullable(found.shapes().get(Notes.key(context, Notes.ofShape(wanted.name()))))
        .map(Note::read);
  }

  private static String text(Optional<Long> number) {
    return number.isPresent() ? Long.toString(number.get()) : "";
  }

  /** What a saga notes of a pool that it shapes otherwise. */
  private record Note(PoolShape former, PoolShape ours) {
    static Note read(JsonNode note) {
      return new Note(PoolShape.ofNote(note.path("former")), PoolShape.ofNote(note.path("ours")));
    }

    String text() {
      return JSON.createObjectNode()
          .<ObjectNode>set("former", former.noted())
          .set("ours", ours.noted())
          .toString();
    }
  }
}
