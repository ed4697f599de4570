package io.mooring.ceph;

import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to become of a cephx user; pure.
 *
 * @param action the user as it is wanted
 * @param decisions what people decided
 */
record UserPlan(CreateUser action, Decisions decisions) {

  /**
   * Compares what is with what is wanted.
   *
   * @param present the user as it is; empty when there is none
   */
  Plan of(Optional<CephxUser> present) {
    String state =
        present
            .map(user -> "key %s, %s".formatted(user.fingerprint(), words(user.caps())))
            .orElse("absent");
    return present.map(this::merge).orElseGet(this::create).on(List.of(new Seen(entity(), state)));
  }

  private Plan create() {
    Change change =
        new Change(
            Change.Kind.CREATE,
            entity(),
            "created with a new key; it " + Rights.of(action.caps()).words(),
            Optional.of(
                new TreeMap<>(action.caps())
                    .entrySet().stream()
                        .map(cap -> "+" + cap.getKey() + ": " + cap.getValue() + "\n")
                        .collect(Collectors.joining())));
    return new Plan(
        "creates " + entity(), List.of(change), lint(Optional.empty(), action.caps()), Map.of());
  }

  private List<Finding> lint(Optional<Map<String, String>> present, Map<String, String> then) {
    return new CapsLint(entity(), action.caps()).of(present, then);
  }

  private Plan merge(CephxUser user) {
    CapsMerge merge = CapsMerge.of(user.caps(), action.caps());
    boolean less = !merge.extra().isEmpty() && takesAway();
    Map<String, String> then = less ? action.caps() : merge.merged();
    List<Finding> findings = new ArrayList<>();
    if (!merge.extra().isEmpty()) {
      findings.add(extra(merge));
    }
    findings.addAll(lint(Optional.of(user.caps()), then));
    if (merge.missing().isEmpty() && !less) {
      return new Plan(
          "%s %s; key %s".formatted(entity(), Rights.of(then).words(), user.fingerprint()),
          List.of(),
          findings,
          Map.of());
    }
    Stream<String> gone = less ? merge.extra().stream().map(clause -> "-" + clause) : Stream.of();
    Stream<String> come = merge.missing().stream().map(clause -> "+" + clause);
    Change change =
        new Change(
            Change.Kind.UPDATE,
            entity(),
            "keeps its key and then %s; caps from (%s) to (%s)"
                .formatted(Rights.of(then).words(), words(user.caps()), words(then)),
            Optional.of(
                Stream.concat(gone, come)
                    .map(clause -> clause + "\n")
                    .collect(Collectors.joining())));
    return new Plan("changes the caps of " + entity(), List.of(change), findings, Map.of());
  }

  private static String words(Map<String, String> caps) {
    return new TreeMap<>(caps)
        .entrySet().stream()
            .map(cap -> cap.getKey() + ": " + cap.getValue())
            .collect(Collectors.joining("; "));
  }

  /** Whether a person decided that caps which the document does not ask for go. */
  boolean takesAway() {
    return decisions.chose(extraKey(), "remove");
  }

  private String extraKey() {
    return "extra-caps:" + entity();
  }

  private Finding extra(CapsMerge merge) {
    return Finding.warning(
            ErrorCode.CAPS_CONFLICT,
            "%s has caps that the document does not ask for; they are kept unless somebody decides"
                    .formatted(entity())
                + " otherwise: %s.".formatted(String.join("; ", merge.extra())),
            "")
        .deciding(
            extraKey(),
            new Choice("keep", "Keeps these caps."),
            new Choice(
                "remove",
                "Takes these caps away: what uses them with this key fails from then on."));
  }

  private String entity() {
    return Notes.of(action);
  }
}
