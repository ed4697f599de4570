package io.mooring.orchestrator.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFaultTest {
  @ParameterizedTest
  @ValueSource(strings = {"22021", "22P02", "23505", "23514", "54000"})
  void whatIsRefusedForItsValuesIsRefusedAgain(String state) {
    assertThat(new DatabaseFault(new SQLException("no", state)).isAboutData()).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"08006", "40001", "40P01", "57P01", "53300", "42703", "2"})
  void everythingElseMayWorkTheNextTime(String state) {
    assertThat(new DatabaseFault(new SQLException("no", state)).isAboutData()).isFalse();
  }
}
