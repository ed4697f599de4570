package io.mooring.participant.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Event.StepUnknown;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.Ran;
import io.mooring.infrastructure.Commands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCutTest {
  private static final Execution EXECUTION =
      new ParticipantInstance("here/1").execution(Commands.on("mon", 1));
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  /** What the broker takes without being told otherwise. */
  private static final int BROKER_TAKES = 1_000_000;

  @Test
  void whatIsShortStaysAsItIs() {
    StepSucceeded event = succeeded("done", 3, "+ a line\n", Map.of("ceph.fsid", "1"));

    assertThat(EventBounds.USUAL.fit(event)).isEqualTo(event);
  }

  @Test
  void aLongTextSaysHowMuchOfItWasCutAndKeepsItsEnd() {
    StepUnknown event =
        new StepUnknown(EXECUTION, AT, "begin " + "x".repeat(256 * 1024) + " end", Duration.ZERO);

    assertThat(EventBounds.USUAL.fit(event))
        .asInstanceOf(type(StepUnknown.class))
        .satisfies(
            cut ->
                assertThat(cut.reason())
                    .hasSizeLessThan(4_100)
                    .startsWith("begin xxx")
                    .contains("… 258 154 more characters cut …")
                    .endsWith("xxx end"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\n", "\"", "\u20AC", "\0", "\uD83D\uDE00", "\uD800"})
  void theLargestOutcomeFitsTheBroker(String character) {
    // given
    String endless = character.repeat(256 * 1024);
    Map<String, String> facts =
        IntStream.range(0, 5_000)
            .boxed()
            .collect(Collectors.toMap(fact -> "fact" + fact, fact -> character.repeat(900)));
    StepSucceeded event =
        new StepSucceeded(
            EXECUTION,
            AT,
            true,
            endless,
            Collections.nCopies(
                2_000, new Change(Change.Kind.UPDATE, endless, endless, Optional.of(endless))),
            Collections.nCopies(
                2_000, Finding.of(Severity.INFO, ErrorCode.INTERNAL, endless, endless)),
            facts,
            Duration.ZERO,
            Optional.empty(),
            List.of(),
            Collections.nCopies(
                2_000, ran(1, endless, Collections.nCopies(100, endless), endless)));

    // when
    byte[] usual = encoded(EventBounds.USUAL, event);
    byte[] least = encoded(EventBounds.LEAST, event);

    // then
    assertThat(usual.length).isLessThan(BROKER_TAKES);
    assertThat(least.length).isLessThan(30_000);
  }

  @Test
  void manyChangesAndFindingsSayHowManyMoreThereAre() {
    StepSucceeded event = succeeded("done", 250, "", Map.of());

    assertThat(EventBounds.USUAL.fit(event))
        .asInstanceOf(type(StepSucceeded.class))
        .satisfies(
            cut -> {
              assertThat(cut.changes()).hasSize(101);
              assertThat(cut.changes().getLast().summary()).isEqualTo("… 150 more changes cut");
              assertThat(cut.findings()).hasSize(101);
              assertThat(cut.findings().getLast().message()).isEqualTo("… 150 more findings cut");
            });
  }

  @Test
  void theFindingThatStopsIsNeverCut() {
    // given
    Finding note = Finding.of(Severity.INFO, ErrorCode.POOL_CONFLICT, "by the way", "");
    Finding stop = Finding.stop(ErrorCode.CLUSTER_UNHEALTHY, "it is ill");
    List<Finding> findings =
        IntStream.range(0, 300).mapToObj(at -> at == 299 ? stop : note).toList();

    // when
    StepFailed cut =
        (StepFailed)
            EventBounds.USUAL.fit(
                new StepFailed(
                    EXECUTION,
                    AT,
                    stop.code(),
                    false,
                    stop.message(),
                    stop.next(),
                    findings,
                    List.of(),
                    Duration.ZERO,
                    Optional.empty(),
                    List.of()));

    // then
    assertThat(cut.findings()).contains(stop);
  }

  @Test
  void aFactIsWholeOrAbsent() {
    StepSucceeded event =
        succeeded("done", 1, "", Map.of("ceph.fsid", "1", "endless", "x".repeat(5_000)));

    assertThat(((StepSucceeded) EventBounds.USUAL.fit(event)).facts())
        .containsExactly(Map.entry("ceph.fsid", "1"));
  }

  @Test
  void noTextTellsAKey() {
    // given
    String key = "AQB7cqNnAAAAABAAf1XQbXSgTVbRsPzDkM1pJg==";
    String text = "[client.cinder] key = " + key + " is there";
    List<Change> changes = List.of(new Change(Change.Kind.UPDATE, text, text, Optional.of(text)));
    List<Finding> findings = List.of(Finding.of(Severity.STOP, ErrorCode.INTERNAL, text, text));
    List<Ran> ran = List.of(ran(1, text, List.of(text), text));

    // then
    assertThat(
            List.of(
                EventBounds.USUAL.fit(
                    new StepSucceeded(
                        EXECUTION,
                        AT,
                        true,
                        text,
                        changes,
                        findings,
                        Map.of("fact", text),
                        Duration.ZERO,
                        Optional.empty(),
                        List.of(),
                        ran)),
                EventBounds.USUAL.fit(
                    new StepFailed(
                        EXECUTION,
                        AT,
                        ErrorCode.INTERNAL,
                        false,
                        text,
                        text,
                        findings,
                        changes,
                        Duration.ZERO,
                        Optional.empty(),
                        List.of(),
                        ran)),
                EventBounds.USUAL.fit(new StepUnknown(EXECUTION, AT, text, Duration.ZERO, ran))))
        .allSatisfy(event -> assertThat(event.toString()).contains("is there").doesNotContain(key));
  }

  @Test
  void ofManyThatRanTheLastAreWholeAndTheOthersAreLeftOut() {
    // given
    List<Ran> ran =
        IntStream.rangeClosed(1, 30)
            .mapToObj(number -> ran(number, "look", List.of("x"), "y".repeat(1_000)))
            .toList();

    // when
    Event fit = EventBounds.USUAL.fit(new StepUnknown(EXECUTION, AT, "lost", Duration.ZERO, ran));

    // then
    assertThat(fit)
        .asInstanceOf(type(StepUnknown.class))
        .satisfies(
            event -> {
              assertThat(event.ran()).hasSize(6).isEqualTo(ran.subList(24, 30));
              assertThat(event.ran().toString()).hasSizeLessThan(8_000);
            });
  }

  @Test
  void whatRanIsNamedByAFewShortWordsOnly() {
    // given
    Ran endless = ran(1, "x".repeat(500), Collections.nCopies(100, "y".repeat(500)), "done");

    // when
    Event fit =
        EventBounds.USUAL.fit(
            new StepUnknown(EXECUTION, AT, "lost", Duration.ZERO, List.of(endless)));

    // then
    assertThat(fit)
        .asInstanceOf(type(StepUnknown.class))
        .satisfies(
            event ->
                assertThat(event.ran())
                    .singleElement()
                    .satisfies(
                        cut -> {
                          assertThat(cut.what()).hasSizeLessThan(210).contains("characters cut");
                          assertThat(cut.arguments()).hasSize(12);
                          assertThat(cut.output()).isEqualTo("done");
                        }));
  }

  @Test
  void aBrokerThatTakesLittleIsNotToldWhatRan() {
    StepUnknown event =
        new StepUnknown(
            EXECUTION, AT, "lost", Duration.ZERO, List.of(ran(1, "look", List.of(), "")));

    assertThat(EventBounds.LEAST.fit(event))
        .isEqualTo(new StepUnknown(EXECUTION, AT, "lost", Duration.ZERO));
  }

  private static Ran ran(int number, String what, List<String> arguments, String output) {
    return new Ran(
        number,
        new NodeName("mon"),
        what,
        arguments,
        OptionalInt.of(0),
        Duration.ofMillis(3),
        output.length(),
        output);
  }

  private static StepSucceeded succeeded(
      String summary, int items, String diff, Map<String, String> facts) {
    return new StepSucceeded(
        EXECUTION,
        AT,
        true,
        summary,
        Collections.nCopies(
            items, new Change(Change.Kind.UPDATE, "/etc/x", "changed", Optional.of(diff))),
        Collections.nCopies(
            items, Finding.of(Severity.WARNING, ErrorCode.POOL_CONFLICT, "noticed", "look")),
        facts,
        Duration.ZERO,
        Optional.empty(),
        List.of());
  }

  private static byte[] encoded(EventBounds bounds, StepSucceeded event) {
    return new MessageCodec(Clock.systemUTC()).encode(bounds.fit(event)).body();
  }
}
