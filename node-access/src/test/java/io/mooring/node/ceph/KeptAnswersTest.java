package io.mooring.node.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How long an answer stays in memory. */
class KeptAnswersTest {

  @Test
  void forgetsAnAnswerThoughNobodyAsksAgain() {
    // given
    KeptAnswers<String, String> answers = new KeptAnswers<>(Duration.ofMillis(50));

    // when
    answers.get("key of client.glance", () -> "secret");

    // then
    assertThat(answers.size()).isEqualTo(1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(answers.size()).isZero());
  }

  @Test
  void keepsAnAnswerMeanwhileAndNoFailure() {
    KeptAnswers<String, String> answers = new KeptAnswers<>(Duration.ofHours(1));
    answers.get("a", () -> "first");
    assertThat(answers.get("a", () -> "second")).isEqualTo("first");
    assertThatThrownBy(
            () ->
                answers.get(
                    "b",
                    () -> {
                      throw new IllegalStateException("no answer");
                    }))
        .hasMessage("no answer");
    assertThat(answers.get("b", () -> "answer")).isEqualTo("answer");
  }
}
