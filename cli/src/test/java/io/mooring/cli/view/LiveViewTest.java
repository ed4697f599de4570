package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.api.HistoryEntry;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Update;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final Snapshot RUNNING =
      Samples.saga(
          "running",
          Samples.changed("create-pool:a@mon"),
          Samples.unchanged("create-pool:b@mon"),
          Samples.unchanged("check-node@mon"),
          Samples.unchanged("check-node@compute01"),
          Samples.failed("check-node@compute02"),
          Samples.running("place-conf@compute01"),
          Samples.backingOff("install-client@compute01"),
          Samples.waiting("place-conf@compute02"));
  private static final LiveView.Size LARGE = new LiveView.Size(80, 40);

  private final LiveView unicode = new LiveView(Glyphs.UNICODE, ZoneOffset.UTC);
  private final LiveView ascii = new LiveView(Glyphs.ASCII, ZoneOffset.UTC);

  @Test
  void showsPhasesInTheOrderOfTheRunbookAndWhatGoesOn() {
    // given
    LiveModel model =
        LiveModel.of(RUNNING)
            .after(happened("step-dispatched", "check-node@mon", "{}"))
            .after(happened("step-succeeded", "check-node@mon", "{\"changed\":false}"));

    // when
    List<Line> picture = unicode.render(model, Samples.NOW, LARGE);

    // then
    assertThat(Samples.text(picture))
        .isEqualTo(
            """
              site · apply · saga 7                                    running · 1 min 15 s
              ━━━━━━━━━━━━━━━━━━━━━──────────────────────  4/8 steps · 1 changed · 1 failed

                              mon  compute
                                   01 02
              check-node      =    =  ✗     2/3
              install-client       ↻        0/1
              create-pool     ✓=            2/2
              place-conf           ●  ○     0/2
              ✓ changed  = unchanged  ● running  ○ waiting  ↻ retrying soon  ✗ failed

              ✗ check-node@compute02  NODE_UNREACHABLE  after 5 attempts
                No connection to port 22 within 10 s.
                Next: Is the node up?
                Then: mooring retry site --step check-node@compute02

              Now
              ● place-conf@compute01      5 s  attempt 2
              ↻ install-client@compute01  again in 12 s  no connection

              Latest
              10:00:01  = check-node@mon  unchanged
            """);
  }

  @Test
  void tellsHowAStepLooksThatWasLeftOutWhereThereIsOne() {
    // given
    Snapshot cancelled =
        Samples.saga(
            "cancelled",
            Samples.changed("place-conf@compute01"),
            Samples.step("place-conf@compute02", "cancelled", "\"changed\":false"));

    // when
    String picture = Samples.text(unicode.render(LiveModel.of(cancelled), Samples.NOW, LARGE));

    // then
    assertThat(picture).contains("✓  ─     1/2").contains("✗ failed  ─ left out\n");
  }

  @Test
  void hasOtherShapesWhereUnicodeCannotBeShown() {
    // given a saga that goes on
    LiveModel model = LiveModel.of(RUNNING);

    // when
    String picture = Samples.text(ascii.render(model, Samples.NOW, LARGE));

    // then
    assertThat(picture)
        .contains("check-node      =    =  X")
        .contains("create-pool     +=")
        .matches("\\p{ASCII}*");
  }

  @Test
  void neverNeedsMoreSpaceThanThereIs() {
    for (int rows = 5; rows < 40; rows++) {
      for (int columns = 20; columns < 130; columns += 7) {
        // when
        List<Line> picture =
            unicode.render(LiveModel.of(RUNNING), Samples.NOW, new LiveView.Size(columns, rows));

        // then
        int width = columns;
        assertThat(picture).hasSizeLessThan(rows);
        assertThat(picture)
            .allSatisfy(line -> assertThat(line.text(false, width - 1)).hasSizeLessThan(width));
      }
    }
  }

  @Test
  void groupsPhasesAsBarsWhenThereAreTooManyNodes() {
    // given
    List<String> steps = new ArrayList<>();
    for (int i = 100; i < 450; i++) {
      steps.add(
          i < 275
              ? Samples.unchanged("check-node@compute" + i)
              : Samples.waiting("check-node@compute" + i));
    }
    Snapshot many = Samples.saga("running", steps.toArray(String[]::new));

    // when
    List<Line> picture = unicode.render(LiveModel.of(many), Samples.NOW, LARGE);

    // then
    assertThat(Samples.text(picture)).contains("  check-node  ━━━━━━━━").contains("175/350");
    assertThat(picture).hasSizeLessThan(10);
  }

  @Test
  void saysThatTheServerIsAwayAndThatTheSagaIsNotAffected() {
    // given
    LiveModel model =
        LiveModel.of(RUNNING)
            .after(new Update.Lost(Samples.NOW.minusSeconds(9), "Mooring does not answer."));

    // when
    String picture = Samples.text(unicode.render(model, Samples.NOW, LARGE));

    // then
    assertThat(picture).contains("! Mooring does not answer. The saga is not affected; retrying");
    assertThat(Samples.text(unicode.render(model.after(new Update.Found()), Samples.NOW, LARGE)))
        .doesNotContain("does not answer");
  }

  private static Update happened(String type, String step, String detail) {
    return new Update.Happened(
        HistoryEntry.from(
            Json.parse(
                """
                {"sequence":1,"at":"2026-03-01T10:00:01Z","type":"%s","step":"%s","detail":%s}
                """
                    .formatted(type, step, detail))));
  }
}
