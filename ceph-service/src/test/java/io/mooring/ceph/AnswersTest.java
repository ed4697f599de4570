package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.node.NodeFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswersTest {
  @Test
  void aRefusedQuestionLeavesItsPlaceEmpty() {
    // given
    String output = "\n[{\"a\":1}]\n{\"fsid\":\"x\"}\n\n{\"fsid\":\"x\"}\n250\n{\"fsid\":\"x\"}\n";

    // when
    Answers answers = Answers.read(3, bytes(output), "Error ENOENT: no such user");

    // then
    assertThat(answers.get(0).path(0).path("a").asInt()).isEqualTo(1);
    assertThat(answers.find(1)).isEmpty();
    assertThat(answers.get(2).asInt()).isEqualTo(250);
    assertThatThrownBy(() -> answers.get(1))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("ENOENT");
  }

  @Test
  void whatIsNotJsonIsNotRepeated() {
    assertThatThrownBy(() -> Answers.read(1, bytes("key = AQsecret=="), ""))
        .isInstanceOf(NodeFailure.class)
        .hasMessageNotContaining("AQsecret");
  }

  @Test
  void missingAnswersAreAFailure() {
    assertThatThrownBy(() -> Answers.read(2, bytes("1\n{\"fsid\":\"x\"}"), ""))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("1 of 2");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
