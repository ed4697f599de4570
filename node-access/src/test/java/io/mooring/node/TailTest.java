package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TailTest {
  /** Has the form of a cephx key, and opens nothing. */
  private static final String KEY = "AQAa0JFmvbFmBRAA5j1CeG+UJ4CJnPjJBnlmHA==";

  @Test
  void whatIsShortIsThereAsAWholeWithStandardErrorLast() {
    assertThat(Tail.of(result(1, "created\n", "a warning\n", false)))
        .isEqualTo("created\na warning");
  }

  @Test
  void ofWhatWentWellTheEndIsThereAndOfWhatFailedMore() {
    String lines = "0123456789\n".repeat(1_000);

    assertThat(Tail.of(result(0, lines, "", false)))
        .hasSize(Tail.OF_SUCCESS + 1)
        .startsWith("…")
        .endsWith("0123456789");
    assertThat(Tail.of(result(1, lines, "", false))).hasSize(Tail.OF_FAILURE + 1).startsWith("…");
  }

  @Test
  void whatFailedIsToldByItsErrorsFirst() {
    String tail = Tail.of(result(1, "o".repeat(9_000) + "\n", "e".repeat(9_000) + "\n", false));

    assertThat(tail).doesNotContain("o").endsWith("eee");
  }

  @Test
  void aKeyIsHiddenAlsoWhereTheTextIsCut() {
    for (int end = 0; end < Tail.OF_SUCCESS + KEY.length(); end++) {
      String output = "x".repeat(500) + " " + KEY + " " + "y".repeat(end);

      assertThat(Tail.of(result(0, output, "", false))).doesNotContain(KEY.substring(30));
    }
  }

  @Test
  void aKeyIsHiddenWhereverTheBytesThatAreSearchedBegin() {
    for (int begin = 0; begin <= KEY.length(); begin++) {
      // Keys become a few characters, so that what stands before all of them would be shown.
      String output = KEY + " " + (KEY + " ").repeat(16 * 1024 / 41 - 1) + "z".repeat(begin) + " ";

      assertThat(Tail.of(result(0, output, "", false))).doesNotContain(KEY.substring(20, 30));
    }
  }

  @Test
  void aKeyWhoseEndWasNotKeptIsNotShown() {
    assertThat(Tail.of(result(0, "first line\nkey = " + KEY.substring(0, 30), "", true)))
        .isEqualTo("first line…");
  }

  @Test
  void whatIsNoTextIsToldByItsSize() {
    assertThat(Tail.of(result(0, "\0\1\2\3", "", false))).isEqualTo("(4 bytes that are no text)");
  }

  @Test
  void noOutputIsNoTail() {
    assertThat(Tail.of(result(0, "", "", false))).isEmpty();
  }

  private static ScriptResult result(int status, String output, String errors, boolean truncated) {
    return new ScriptResult(
        status,
        output.getBytes(StandardCharsets.UTF_8),
        errors.getBytes(StandardCharsets.UTF_8),
        truncated);
  }
}
