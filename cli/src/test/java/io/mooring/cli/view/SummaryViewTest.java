package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.api.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryViewTest {
  private static final String CHANGE =
      """
      "changed":true,"changes":[{"kind":"UPDATE","subject":"/etc/a.conf",
      "summary":"a.conf: 2 lines","diff":"@@ -1 +1 @@\\n-a\\n+b\\n"}],
      "findings":[{"severity":"WARNING","code":"X","message":"The disk is nearly full.",
      "next":"Free some space."}]\
      """;
  private static final Snapshot SUCCEEDED =
      Samples.saga(
          "succeeded",
          Samples.step("place-conf@compute01", "succeeded", CHANGE),
          Samples.step("place-conf@compute02", "succeeded", CHANGE),
          Samples.unchanged("check-node@compute01"));

  private final SummaryView view = new SummaryView(Glyphs.UNICODE);

  @Test
  void tellsLikeChangesOfManyNodesOnce() {
    assertThat(Samples.text(view.changes(SUCCEEDED, true, 80)))
        .isEqualTo(
            """
              What changed
              ✓ place-conf  a.conf: 2 lines (compute[01-02])

              Worth knowing
              ! The disk is nearly full. Free some space.

            /etc/a.conf  place-conf on compute[01-02]
            @@ -1 +1 @@
            -a
            +b
            """);
    assertThat(view.changes(SUCCEEDED, false, 80)).hasSize(5);
  }

  @Test
  void endsWithOneSentence() {
    assertThat(view.verdict(SUCCEEDED, Samples.NOW).plain())
        .isEqualTo("  ✓ site: saga 7 succeeded in 42 s; 2 changed, 1 unchanged.");
    Snapshot incident = Samples.saga("incident", Samples.failed("a@n1"), Samples.waiting("b@n1"));
    assertThat(view.verdict(incident, Samples.NOW).plain())
        .isEqualTo(
            "  ✗ site: saga 7 needs a person; 1 failed, 1 could not begin, 0 changed, 0"
                + " unchanged.");
  }

  @Test
  void groupsLikeFailures() {
    // given
    Snapshot incident =
        Samples.saga(
            "incident",
            Samples.failed("check-node@compute01"),
            Samples.failed("check-node@compute02"),
            Samples.failed("check-node@compute04"));

    // when
    List<Line> lines = view.failures(incident, 80);

    // then
    assertThat(lines.getFirst().plain())
        .isEqualTo("  ✗ check-node on compute[01-02,04]  NODE_UNREACHABLE");
    assertThat(lines.getLast().plain()).endsWith("mooring retry site --step check-node");
  }

  @Test
  void letsNoEscapeSequenceOfANodeThrough() {
    assertThat(Line.of(Style.PLAIN, "a\u001b[2Jb").text(true, 80)).isEqualTo("a [2Jb");
  }
}
