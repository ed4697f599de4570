package io.mooring.participant.run;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.Counted;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepProgressed;
import io.mooring.contracts.Event.StepStarted;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Event.StepUnknown;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.Ran;
import io.mooring.contracts.Seen;
import io.mooring.node.Scrubber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Cuts one event down to its bounds and hides the secrets in its texts. */
final class EventCut {
  /** What JSON needs around a text. */
  private static final int FRAME = 8;

  /** The same for all that is said of what ran. */
  private static final int RAN_FRAME = 140;

  /** What ran is named by no more characters than these, and told by no more words. */
  private static final int WORDS = 160;

  private static final int ARGUMENTS = 12;

  private final EventBounds bounds;
  private int left;

  EventCut(EventBounds bounds) {
    this.bounds = bounds;
    this.left = bounds.total();
  }

  /** What the saga needs comes before what people may like to know. */
  Event of(Event event) {
    return switch (event) {
      case StepStarted started -> started;
      case StepProgressed progressed ->
          new StepProgressed(
              progressed.execution(),
              progressed.at(),
              text(progressed.summary()),
              progressed.ended());
      case StepSucceeded succeeded -> of(succeeded);
      case StepFailed failed -> of(failed);
      case StepUnknown unknown ->
          new StepUnknown(
              unknown.execution(),
              unknown.at(),
              text(unknown.reason()),
              unknown.took(),
              ran(unknown.ran()));
    };
  }

  private Event of(StepSucceeded event) {
    String summary = text(event.summary());
    Map<String, String> facts = facts(event.facts());
    List<Finding> findings = findings(event.findings());
    List<Seen> seen = seen(event.seen());
    List<Change> changes = changes(event.changes());
    return new StepSucceeded(
        event.execution(),
        event.at(),
        event.changed(),
        summary,
        changes,
        findings,
        facts,
        event.took(),
        event.digest(),
        seen,
        ran(event.ran()));
  }

  private Event of(StepFailed event) {
    String message = text(event.message());
    String next = text(event.next());
    List<Finding> findings = findings(event.findings());
    List<Seen> seen = seen(event.seen());
    List<Change> changes = changes(event.changes());
    return new StepFailed(
        event.execution(),
        event.at(),
        event.code(),
        event.retryable(),
        message,
        next,
        findings,
        changes,
        event.took(),
        event.digest(),
        seen,
        ran(event.ran()));
  }

  /** Half a fact would be a wrong one, so what is too long is left out. */
  private Map<String, String> facts(Map<String, String> facts) {
    Map<String, String> kept = new TreeMap<>();
    facts.forEach(
        (name, value) -> {
          String shown = Scrubber.scrub(value);
          int length = name.length() + shown.length() + FRAME;
          if (shown.length() <= bounds.text() && length <= left) {
            left -= length;
            kept.put(name, shown);
          }
        });
    return kept;
  }

  private List<Finding> findings(List<Finding> findings) {
    List<Finding> shown = new ArrayList<>();
    // What stops the step is never the part that is cut.
    List<Finding> gravestFirst =
        findings.size() <= bounds.items()
            ? findings
            : findings.stream().sorted(Comparator.comparing(Finding::severity).reversed()).toList();
    for (Finding finding : gravestFirst.subList(0, Math.min(bounds.items(), findings.size()))) {
      shown.add(
          new Finding(
              finding.severity(),
              finding.code(),
              text(finding.message()),
              text(finding.next()),
              text(finding.key()),
              choices(finding.choices())));
    }
    int more = findings.size() - shown.size();
    if (more > 0) {
      Finding first = gravestFirst.get(shown.size());
      shown.add(
          Finding.of(
              Severity.INFO, first.code(), "… " + Counted.of(more, "more finding") + " cut", ""));
    }
    return shown;
  }

  /** A choice that is not told whole could not be made. */
  private List<Choice> choices(List<Choice> choices) {
    return choices.stream()
        .limit(bounds.items())
        .map(choice -> new Choice(choice.name(), text(choice.effect())))
        .toList();
  }

  private List<Seen> seen(List<Seen> seen) {
    return seen.stream()
        .limit(bounds.items())
        .map(thing -> new Seen(text(thing.subject()), text(thing.state())))
        .toList();
  }

  private List<Change> changes(List<Change> changes) {
    List<Change> shown = new ArrayList<>();
    for (Change change : changes.subList(0, Math.min(bounds.items(), changes.size()))) {
      shown.add(
          new Change(
              change.kind(),
              text(change.subject()),
              text(change.summary()),
              change.diff().map(diff -> cut(diff, bounds.diff()))));
    }
    int more = changes.size() - shown.size();
    if (more > 0) {
      shown.add(
          Change.of(
              changes.get(shown.size()).kind(),
              "…",
              "… " + Counted.of(more, "more change") + " cut"));
    }
    return shown;
  }

  /** The last ones whole, and none of those before: their numbers tell that there were some. */
  private List<Ran> ran(List<Ran> ran) {
    Deque<Ran> shown = new ArrayDeque<>();
    int begin = left;
    for (Ran one : ran.reversed()) {
      int before = left;
      Ran kept = ran(one);
      if (begin - left > bounds.ran() || left < 0) {
        left = before;
        break;
      }
      shown.addFirst(kept);
    }
    return List.copyOf(shown);
  }

  private Ran ran(Ran one) {
    left -= RAN_FRAME;
    return new Ran(
        one.number(),
        one.node(),
        cut(one.what(), WORDS),
        one.arguments().stream().limit(ARGUMENTS).map(word -> cut(word, WORDS)).toList(),
        one.status(),
        one.took(),
        one.size(),
        text(one.output()));
  }

  private String text(String text) {
    return cut(text, bounds.text());
  }

  /** The begin and the end: commands tell their error last. */
  private String cut(String text, int longest) {
    int room = Math.max(0, Math.min(longest, left));
    // Of what is cut as a whole nothing is shown, so there is nothing to hide in it either.
    String shown = room == 0 ? text : Scrubber.scrub(text);
    if (shown.length() > room) {
      int tail = room / 4;
      String marker =
          String.format(Locale.ROOT, "… %,d more characters cut", shown.length() - room)
              .replace(',', ' ');
      String end = shown.substring(shown.length() - tail);
      shown = shown.substring(0, room - tail) + marker + (tail == 0 ? "" : " …" + end);
    }
    left -= shown.length() + FRAME;
    return shown;
  }
}
