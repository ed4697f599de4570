package io.mooring.participant.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static final Finding STOP =
      Finding.stop(ErrorCode.EXISTING_IMAGES, "There are two images.")
          .deciding("existing-images", new Choice("accept", "They can't be used any more."));

  @Test
  void aChosenWayNoLongerStops() {
    Finding settled = new Decisions(Map.of("existing-images", "accept")).settle(STOP);

    assertThat(settled.severity()).isEqualTo(Severity.WARNING);
    assertThat(settled.message()).isEqualTo("There are two images. Decided: accept.");
    assertThat(settled.choices()).isEqualTo(STOP.choices());
  }

  @Test
  void whatWasNotOfferedDecidesNothing() {
    assertThat(new Decisions(Map.of("existing-images", "destroy")).settle(STOP)).isEqualTo(STOP);
    assertThat(new Decisions(Map.of("other", "accept")).settle(STOP)).isEqualTo(STOP);
    assertThat(Decisions.NONE.settle(STOP)).isEqualTo(STOP);
  }
}
