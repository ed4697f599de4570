package io.mooring.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.orchestrator.persistence.StreamCursor.Forgotten;
import io.mooring.orchestrator.persistence.StreamPosition;
import org.junit.jupiter.api.Test;

class StreamPlaceTest {
  private static final StreamPosition HERE = new StreamPosition(7, 40);
  private static final StreamPosition LATER = new StreamPosition(9, 3);

  @Test
  void aPlaceIsReadAsItWasWritten() {
    StreamPlace place = new StreamPlace(HERE, 2);

    assertThat(StreamPlace.parse(place.toString())).contains(place);
    assertThat(StreamPlace.parse("7-40")).contains(new StreamPlace(HERE, 0));
    assertThat(StreamPlace.parse("7")).isEmpty();
    assertThat(StreamPlace.parse("7-40-x")).isEmpty();
  }

  @Test
  void onlyWhatWasForgottenSinceAndBehindItIsMissed() {
    assertThat(new StreamPlace(HERE, 2).misses(new Forgotten(LATER, 3))).isTrue();
    assertThat(new StreamPlace(HERE, 3).misses(new Forgotten(LATER, 3))).isFalse();
    assertThat(new StreamPlace(LATER, 2).misses(new Forgotten(HERE, 3))).isFalse();
    assertThat(new StreamPlace(LATER, 2).misses(new Forgotten(LATER, 3))).isFalse();
  }
}
