package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final Line LINE =
      Line.of(Style.DIM, "11:38:46")
          .tab(10)
          .add(Style.BAD, "check-node")
          .tab(24)
          .add("is not there");

  @Test
  void whatFitsStaysOneLine() {
    assertThat(folded(LINE, 80, 12)).containsExactly("11:38:46  check-node    is not there");
  }

  @Test
  void whatDoesNotFitGoesOnAtTheColumnBelow() {
    assertThat(folded(LINE, 31, 12))
        .containsExactly("11:38:46  check-node    is not", "            there");
  }

  @Test
  void aWordThatIsLongerThanALineIsBroken() {
    assertThat(folded(Line.of(Style.PLAIN, "  " + "x".repeat(10)), 8, 4))
        .containsExactly("  xxxxxx", "    xxxx");
  }

  @Test
  void nothingIsLostWhateverTheWidth() {
    for (int columns = 1; columns < 60; columns++) {
      assertThat(String.join("", folded(LINE, columns, 3)).replace(" ", ""))
          .as("%d columns", columns)
          .isEqualTo(LINE.plain().replace(" ", ""));
    }
  }

  private static List<String> folded(Line line, int columns, int indent) {
    return line.folded(columns, indent).stream().map(Line::plain).toList();
  }
}
