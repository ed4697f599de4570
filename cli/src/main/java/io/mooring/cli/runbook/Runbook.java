package io.mooring.cli.runbook;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.Attempt;
import io.mooring.cli.api.Saga;
import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A saga as a commented script for bash, phase by phase in the order of the runbook: what each step
 * changed as commands, and what its attempts ran on nodes as comments.
 */
public final class Runbook {
  private static final String HEAD =
      """
      # Read it before you run it, and run it part by part: it repeats by hand what Mooring did, without Mooring's looks
      # before each change, its locks and its proofs. Steps that changed nothing are here as comments.
      # There is no secret in it: keys go from the cluster to the nodes by the pipes below; what the record shows as
      # hidden has to be put in by hand. Your own SSH keys are used; host keys are checked as your SSH does.
      set -euo pipefail
      """;
  private static final String TOOLS =
      """
      remote() { # SSH-OPTION NODE WORD...
        local option=$1 node=$2
        shift 2
        # shellcheck disable=SC2029 # the words are quoted for the node's shell here
        ssh "$option" "${TARGET[$node]}" "sudo -n $(printf '%q ' "$@")"
      }
      on() { remote -n "$@"; }   # NODE WORD...: runs a command there, as root
      into() { remote -T "$@"; } # the same with this script's standard input
      # By whichever engine has the container; it gets as long to end as kolla-ansible gives it, not 10 s.
      restart_container() { # NODE CONTAINER
        # shellcheck disable=SC2016 # for the node's shell
        on "$1" sh -c 'for engine in podman docker; do if "$engine" inspect --type container "$1" >/dev/null 2>&1; then exec "$engine" restart -t 60 "$1"; fi; done; exit 1' restart "$2"
      }
      inside() { # NODE CONTAINER WORD...: runs a command there with this script's standard input
        local node=$1
        shift
        # shellcheck disable=SC2016 # for the node's shell
        into "$node" sh -c 'for engine in podman docker; do if "$engine" inspect --type container "$1" >/dev/null 2>&1 </dev/null; then exec "$engine" exec -i "$@"; fi; done; exit 1' inside "$@"
      }
      install_on() { # NODE PACKAGE...
        local node=$1
        shift
        on "$node" sh -c 'if command -v apt-get >/dev/null; then apt-get install -y "$@"; else dnf install -y "$@"; fi' install "$@"
      }
      edit() { # NODE FILE: by the patch on the standard input; not every node has that program
        on "$1" sh -c 'command -v patch' >/dev/null || install_on "$1" patch
        into "$1" patch "$2"
      }
      """;

  private final Site site;
  private final StepCommands commands;

  /** For the site of this document, as the API tells it. */
  public Runbook(JsonNode document) {
    this.site = new Site(document);
    this.commands = new StepCommands(site);
  }

  /**
   * The script.
   *
   * @param saga what was run
   * @param steps its steps, in the order of the runbook
   * @param attempts what the attempts of a step ran, by the step's name
   */
  public List<String> lines(Saga saga, List<Step> steps, Map<String, List<Attempt>> attempts) {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/bash");
    lines.addAll(
        Shell.comment(
            "Saga %d of %s: %s of generation %d, %s%s."
                .formatted(
                    saga.number(),
                    saga.integration(),
                    saga.kind(),
                    saga.generation(),
                    saga.state(),
                    saga.endedAt().map(at -> " at " + at).orElse(""))));
    lines.addAll(HEAD.lines().toList());
    lines.add("");
    lines.add("declare -A TARGET=(");
    site.targets().forEach(target -> lines.add("  " + target));
    lines.add(")");
    lines.addAll(TOOLS.lines().toList());
    String phase = "";
    for (Step step : shown(steps)) {
      if (!step.phase().equals(phase)) {
        phase = step.phase();
        lines.add("");
        lines.add("# ---- " + phase + " ----");
      }
      lines.addAll(step(step, attempts.getOrDefault(step.name(), List.of())));
    }
    return lines;
  }

  /** Of a saga that looked first and changed then, only what it carried out. */
  private static List<Step> shown(List<Step> steps) {
    boolean changes = steps.stream().anyMatch(step -> !step.looks());
    // By phases, as people do it; the planner may begin with one pool's user before the next pool.
    return steps.stream()
        .filter(step -> !changes || !step.looks())
        .collect(
            Collectors.groupingBy(Step::phase, LinkedHashMap::new, Collectors.toUnmodifiableList()))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<String> step(Step step, List<Attempt> attempts) {
    List<String> lines = new ArrayList<>();
    String state = step.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String summary = step.summary().isEmpty() ? "" : ": " + step.summary();
    lines.add("");
    lines.addAll(Shell.comment(step.name() + " " + state + summary));
    step.error().ifPresent(it -> lines.addAll(Shell.comment(it.code() + ": " + it.message())));
    attempts.forEach(attempt -> attempt.ran().forEach(run -> lines.addAll(ran(attempt, run))));
    lines.addAll(commands.of(step));
    return lines;
  }

  private static List<String> ran(Attempt attempt, Attempt.Run run) {
    String status = run.status().isPresent() ? "status " + run.status().getAsInt() : "no status";
    String with = run.arguments().isEmpty() ? "" : " (" + String.join(" ", run.arguments()) + ")";
    return Shell.comment(
        "  attempt %d, on %s: %s%s: %s, %d ms"
            .formatted(
                attempt.number(),
                run.node(),
                run.what().replace('\n', ' '),
                with.replace('\n', ' '),
                status,
                run.took().toMillis()));
  }
}
