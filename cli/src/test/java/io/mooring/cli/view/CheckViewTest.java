package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckViewTest {
  @Test
  void whatManyNodesLackIsSaidOnce() {
    // Given
    Plan found =
        new Plan(
            "site",
            1,
            true,
            Optional.empty(),
            new Plan.Totals(0, 0, 0, 0, 0),
            List.of(lacking("c01"), lacking("c02"), lacking("c03")),
            List.of(),
            List.of(),
            List.of());

    // When
    List<Line> lines =
        new CheckView(Glyphs.UNICODE, 120).lines(Samples.saga("needs-person"), found);

    // Then
    assertThat(lines)
        .extracting(Line::plain)
        .containsOnlyOnce(
            "    ✗ c[01-03] NODE_UNSUITABLE: libvirt, which the role compute of this node needs,"
                + " is not there.");
  }

  private static Plan.Node lacking(String node) {
    Step.Finding finding =
        new Step.Finding(
            "stop",
            "NODE_UNSUITABLE",
            "libvirt, which the role compute of %s needs, is not there.".formatted(node),
            "",
            "",
            List.of());
    return new Plan.Node(
        node, List.of(new Plan.Item("check-node@" + node, List.of(), List.of(finding))));
  }
}
