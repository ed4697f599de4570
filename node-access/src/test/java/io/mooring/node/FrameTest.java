package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the outputs of a command line mean. */
class FrameTest {
  private static final String MARK = "0123456789abcdef";

  @Test
  void takesTheFrameOff() {
    Frame frame =
        frame(
            0,
            "noise" + MARK + "\nresult",
            "noise" + MARK + " begin\nwarning\n" + MARK + " end 7\n");
    assertThat(frame).isInstanceOf(Frame.Ended.class);
    ScriptResult result = ((Frame.Ended) frame).result();
    assertThat(result.status()).isEqualTo(7);
    assertThat(result.text()).isEqualTo("result");
    assertThat(result.errorText()).isEqualTo("warning");
  }

  @Test
  void neverGuessesAnEnd() {
    assertThat(frame(0, MARK + "\n", MARK + " begin\n")).isEqualTo(new Frame.Cut());
    assertThat(frame(124, MARK + "\n", MARK + " fence\n" + MARK + " begin\nhalf"))
        .isEqualTo(new Frame.Cut());
    assertThat(frame(null, MARK + "\n", MARK + " begin\n\n" + MARK + " end 0\n"))
        .isEqualTo(new Frame.Cut());
  }

  @Test
  void knowsWhyNothingWasBegun() {
    assertThat(frame(1, "", MARK + " fence\n" + MARK + " busy\n")).isEqualTo(new Frame.Busy());
    assertThat(frame(1, "", MARK + " fence\n" + MARK + " stale 42\n"))
        .isEqualTo(new Frame.Stale("42"));
    assertThat(frame(2, "", MARK + " fence\nsh: cannot create lock\n"))
        .isEqualTo(new Frame.Broken("sh: cannot create lock"));
    assertThat(frame(1, "", "sudo: a password is required\n"))
        .isEqualTo(new Frame.Refused("sudo: a password is required"));
  }

  private static Frame frame(Integer status, String output, String errors) {
    return Frame.of(
        MARK,
        new Ending(
            status,
            output.getBytes(StandardCharsets.UTF_8),
            errors.getBytes(StandardCharsets.UTF_8),
            false));
  }
}
