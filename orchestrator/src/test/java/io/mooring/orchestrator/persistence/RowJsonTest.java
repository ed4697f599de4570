package io.mooring.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.mooring.bus.MessageJson;
import io.mooring.contracts.ErrorCode;
import io.mooring.orchestrator.saga.StepProblem;
import io.mooring.orchestrator.saga.StepReport;
import io.mooring.orchestrator.saga.StepState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowJsonTest {
  @Test
  void whateverAMessageMaySayCanBeReadFromTheRowThatTellsItTwice() {
    // given a problem as long as the bus can carry, which the report tells too
    String words = "x".repeat(MessageJson.LONGEST_MESSAGE - 1_000);
    StepState halted =
        new StepState.Halted(
            Instant.EPOCH,
            new StepProblem(ErrorCode.NODE_UNREACHABLE, false, words, "look at it"),
            List.of(),
            StepReport.of(words));

    // when
    String row = RowJson.write(halted);

    // then
    assertThat(RowJson.state(halted.label(), row)).isEqualTo(halted);
  }

  @Test
  void whatTravelsKeepsItsOwnLimit() {
    String tooLong = '"' + "x".repeat(MessageJson.LONGEST_MESSAGE + 1) + '"';

    assertThatThrownBy(() -> MessageJson.mapper().readValue(tooLong, String.class))
        .isInstanceOf(StreamConstraintsException.class);
  }
}
