package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static final String DIFF =
      """
      --- a/f
      +++ b/f
      @@ -2,3 +2,4 @@
       two
      -three
      +3
      +3b
       secret = ******
      """;

  @Test
  void appliesWhatIsShown() {
    List<String> before = List.of("one", "two", "three", "secret = x", "five");

    List<String> after = new UnifiedDiff(DIFF).applyTo(before);

    assertThat(after).containsExactly("one", "two", "3", "3b", "secret = x", "five");
  }

  @Test
  void refusesALineThatIsNotThere() {
    List<String> before = List.of("one", "two", "other", "secret = x", "five");

    assertThatThrownBy(() -> new UnifiedDiff(DIFF).applyTo(before))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void tellsWhatIsAddedAndRemoved() {
    assertThat(new UnifiedDiff(DIFF).removed()).containsExactly("three");
    assertThat(new UnifiedDiff(DIFF).added()).containsExactly("3", "3b");
  }
}
