package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.api.Step;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepViewTest {
  @Test
  void whatAStepNoticedIsSaidWithWhatToDo() {
    // Given
    Step step =
        Samples.saga(
                "succeeded",
                Samples.step(
                    "copy-images@c01",
                    "succeeded",
                    """
                    "changed":true,"summary":"2 images copied","findings":[{"severity":"info",
                    "code":"EXISTING_IMAGES","message":"2 images are whole in images.",
                    "next":"When you are sure: glance stores-delete --store file ID"}]\
                    """))
            .steps()
            .getFirst();

    // When
    List<Line> lines = new StepView(Glyphs.UNICODE, ZoneOffset.UTC).lines(step, List.of(), 100);

    // Then
    assertThat(lines)
        .extracting(Line::plain)
        .contains(
            "    2 images copied",
            "    ! 2 images are whole in images. When you are sure: glance stores-delete --store"
                + " file ID");
  }
}
