package io.mooring.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamParserTest {
  private final EventStreamParser parser = new EventStreamParser();

  @Test
  void putsLinesTogetherAndIgnoresComments() {
    // when
    List<ServerSentEvent> events =
        List.of(": beat", "", "id: 7", "event: step-started", "data: {\"a\":", "data:1}", "")
            .stream()
            .map(parser::line)
            .flatMap(Optional::stream)
            .toList();

    // then
    assertThat(events).containsExactly(new ServerSentEvent("7", "step-started", "{\"a\":\n1}"));
  }

  @Test
  void knowsEventsWithoutData() {
    parser.line("event: end");

    assertThat(parser.line("")).contains(new ServerSentEvent("", "end", ""));
    assertThat(parser.line("")).isEmpty();
  }
}
