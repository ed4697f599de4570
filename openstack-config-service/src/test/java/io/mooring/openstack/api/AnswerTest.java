package io.mooring.openstack.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void whatIsMadeForBrowsersIsSaidInOneSentence() {
    // Given what glance answers
    Answer answer =
        new Answer(
            403,
            """
            <html>
             <head>
              <title>403 Forbidden</title>
             </head>
             <body>
              <h1>403 Forbidden</h1>
              You are not authorized to complete copy_image action.<br /><br />
             </body>
            </html>
            """
                .getBytes(StandardCharsets.UTF_8));

    assertThat(answer.problem("copy-image"))
        .hasValue("copy-image: HTTP 403 You are not authorized to complete copy_image action.");
  }
}
