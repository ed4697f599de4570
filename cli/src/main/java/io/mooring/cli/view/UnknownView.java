package io.mooring.cli.view;

import io.mooring.cli.api.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What could not be looked at, in sentences; the same on many nodes once. */
final class UnknownView {
  private static final Pattern WAITS =
      Pattern.compile("It will be known when (.+) (?:is|are) done\\.");

  /** Steps of one action that are alike in why nothing is known. */
  private record Like(String action, String reason) {}

  private UnknownView() {}

  static List<String> sentences(List<Plan.Unknown> unknown) {
    Map<Like, List<Plan.Unknown>> likes = new LinkedHashMap<>();
    unknown.forEach(it -> likes.computeIfAbsent(like(it), key -> new ArrayList<>()).add(it));
    List<String> sentences = new ArrayList<>();
    likes.forEach((like, members) -> sentences.add(sentence(like, members)));
    return sentences;
  }

  private static Like like(Plan.Unknown unknown) {
    Matcher waits = WAITS.matcher(unknown.reason());
    String reason =
        waits.matches()
            ? "known when " + phases(waits.group(1))
            // Of an address or a name alone no two problems are different.
            : unknown.reason().replace(node(unknown), "").replaceAll("\\([^)]*\\)", "");
    return new Like(action(unknown), reason);
  }

  /** The actions of the steps that are waited for: which nodes these are on, says nothing more. */
  private static String phases(String steps) {
    List<String> actions =
        Stream.of(steps.split(" and ")).map(step -> step.split("@")[0]).distinct().toList();
    return String.join(" and ", actions) + (actions.size() == 1 ? " is done" : " are done");
  }

  private static String sentence(Like like, List<Plan.Unknown> members) {
    Plan.Unknown first = members.getFirst();
    String reason = WAITS.matcher(first.reason()).matches() ? like.reason + "." : first.reason();
    if (members.size() == 1) {
      return first.step() + ": " + reason;
    }
    String nodes = NodeNames.shorten(members.stream().map(UnknownView::node).toList());
    return like.action + " on " + nodes + ": " + reason;
  }

  /** With its subject, as in create-pool:images, for that tells one from another. */
  private static String action(Plan.Unknown unknown) {
    return unknown.step().split("@")[0];
  }

  private static String node(Plan.Unknown unknown) {
    return unknown.step().replaceFirst("^[^@]*@?", "");
  }
}
