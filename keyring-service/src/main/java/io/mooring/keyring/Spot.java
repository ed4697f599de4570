package io.mooring.keyring;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ConfigureDeployer;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.Secret;
import io.mooring.node.layout.HostFile;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.StartList;
import io.mooring.participant.step.FormerFile;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of the places where a node has a file for its services, and the list that must name it where
 * their start makes its own copy.
 *
 * @param file where it is
 * @param list the list as it is now; empty where none must be changed
 * @param deployer the node that hands the entry on to the next deployment; empty: nobody does
 */
record Spot(HostFile file, Optional<FileState> list, Optional<String> deployer) {
  static final AccountName ROOT = new AccountName("root");
  private static final int LARGEST_LIST = 256 * 1024;

  /** The places of a file that these services read. */
  static List<Spot> of(StepContext context, List<Layout> readers, FilePath path) {
    List<Spot> spots = new ArrayList<>();
    for (HostFile place : NodeLayouts.places(readers, path)) {
      spots.add(
          new Spot(
              place,
              switch (place) {
                case HostFile.Opened opened -> Optional.empty();
                case HostFile.Copied copied -> Optional.empty();
                case HostFile.Hidden hidden -> Optional.empty();
                case HostFile.Unlisted unlisted ->
                    Optional.of(context.node().read(unlisted.list(), LARGEST_LIST));
              },
              Optional.ofNullable(context.dispatch().facts().get(ConfigureDeployer.FACT))));
    }
    return spots;
  }

  FilePath path() {
    return file.path();
  }

  /** A plan of the file with what must become of the list. */
  Plan in(Plan plan) {
    return switch (file) {
      case HostFile.Opened opened -> plan;
      case HostFile.Copied copied -> plan;
      case HostFile.Hidden hidden ->
          Plan.stop(
              Finding.stop(
                  ErrorCode.NODE_UNSUITABLE,
                  "The service reads %s in its container, and nothing of the node is mounted there."
                      .formatted(hidden.path()),
                  "Mount a directory of the node there by what deploys the container, then"
                      + " retry."));
      case HostFile.Unlisted unlisted -> listing(unlisted, plan);
    };
  }

  private Plan listing(HostFile.Unlisted unlisted, Plan plan) {
    if (listed(unlisted)) {
      return plan;
    }
    if (wanted(unlisted).isEmpty()) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.CONFIGURATION_UNREADABLE,
              "%s is no list of files that the container's start copies."
                  .formatted(unlisted.list()),
              "Mend the file (it is JSON with config_files), then retry."));
    }
    Plan listing =
        plan.also(
            List.of(
                Change.of(
                    Change.Kind.UPDATE,
                    unlisted.list().value(),
                    "copies %s to %s for %s when the container starts"
                        .formatted(
                            unlisted.entry().source(),
                            unlisted.entry().destination(),
                            unlisted.owner()))));
    return deployer.isPresent()
        ? listing
        : listing.noticing(
            List.of(
                Finding.warning(
                    ErrorCode.MANAGED_ELSEWHERE,
                    "%s is written by what deploys the container: its next run takes the entry for %s"
                            .formatted(unlisted.list(), unlisted.entry().destination())
                        + " away, and the service then starts without it.",
                    "Give the node from which kolla-ansible is run the role deployer, or hand it"
                        + " over yourself: what configure-glance and configure-cinder say in the"
                        + " plan has the exact text.")));
  }

  /**
   * Writes a file at all places, each before the list that names it; ends with the first that does
   * not succeed.
   */
  static <P> Outcome writeAll(
      StepContext context,
      List<P> places,
      Function<P, Spot> spot,
      Function<P, Outcome> file,
      Plan plan) {
    for (P place : places) {
      Outcome placed = file.apply(place);
      if (!(placed instanceof Outcome.Succeeded)) {
        return placed;
      }
      Optional<Outcome> unlisted = spot.apply(place).write(context, plan);
      if (unlisted.isPresent()) {
        return unlisted.get();
      }
    }
    return Outcome.asPlanned(plan);
  }

  /** Writes the list, after the files that it names are there. */
  private Optional<Outcome> write(StepContext context, Plan plan) {
    if (!(file instanceof HostFile.Unlisted unlisted)
        || !(list.orElseThrow() instanceof FileState.Present present)
        || listed(unlisted)) {
      return Optional.empty();
    }
    FileWrite write =
        new FileWrite(
            unlisted.list(),
            Secret.of(wanted(unlisted).orElseThrow()),
            present.owner(),
            present.group(),
            present.mode());
    return Optional.of(Placement.of(context, write, present, plan))
        .filter(outcome -> !(outcome instanceof Outcome.Succeeded));
  }

  /** An earlier step of this saga may have seen to it since the node was looked at. */
  private boolean listed(HostFile.Unlisted unlisted) {
    return list.filter(FileState.Present.class::isInstance)
        .map(FileState.Present.class::cast)
        .filter(present -> StartList.names(present.content(), unlisted.entry().destination()))
        .isPresent();
  }

  private Optional<byte[]> wanted(HostFile.Unlisted unlisted) {
    return list.filter(FileState.Present.class::isInstance)
        .map(FileState.Present.class::cast)
        .flatMap(
            present ->
                StartList.with(present.content(), unlisted.entry(), unlisted.owner(), false));
  }

  /** One plan of what becomes of all places. */
  static Plan together(List<Plan> plans) {
    Optional<Plan> stop = plans.stream().filter(plan -> plan.stop().isPresent()).findFirst();
    if (plans.size() == 1 || stop.isPresent()) {
      return stop.orElseGet(plans::getFirst);
    }
    List<Plan> changing = plans.stream().filter(plan -> !plan.changes().isEmpty()).toList();
    return new Plan(
        String.join(
            "; ", (changing.isEmpty() ? plans : changing).stream().map(Plan::summary).toList()),
        plans.stream().flatMap(plan -> plan.changes().stream()).distinct().toList(),
        plans.stream().flatMap(plan -> plan.findings().stream()).distinct().toList(),
        Map.of(),
        plans.stream().flatMap(plan -> plan.seen().stream()).toList());
  }

  /** Puts back what was at all places, and the lists that had to name them. */
  static Outcome putBack(StepContext context, List<Layout> readers, FilePath path) {
    List<FilePath> files = new ArrayList<>();
    readers.forEach(layout -> layout.startList().ifPresent(files::add));
    NodeLayouts.places(readers, path).forEach(place -> files.add(place.path()));
    List<Outcome.Succeeded> done = new ArrayList<>();
    for (FilePath file : files.stream().distinct().toList()) {
      switch (FormerFile.putBack(context, file)) {
        case Outcome.Succeeded succeeded -> done.add(succeeded);
        case Outcome.Failed failed -> {
          return failed;
        }
        case Outcome.GoesOn unfinished -> {
          return unfinished;
        }
        case Outcome.Unknown unknown -> {
          return unknown;
        }
      }
    }
    List<Outcome.Succeeded> changed =
        done.stream().filter(each -> !each.changes().isEmpty()).toList();
    return new Outcome.Succeeded(
        (changed.isEmpty() ? done.getLast() : changed.getLast()).summary(),
        changed.stream().flatMap(each -> each.changes().stream()).toList(),
        List.of(),
        Map.of());
  }
}
