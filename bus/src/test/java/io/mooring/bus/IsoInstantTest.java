package io.mooring.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class IsoInstantTest {
  private static final long YEAR_10000 = 253_402_300_800L;

  @Property
  void everyInstantIsWrittenAndReadAsJavaDoes(
      @ForAll @LongRange(min = -62_000_000_000L, max = YEAR_10000 + 100_000) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(max = 3) int precision) {
    int unit = List.of(1, 1000, 1_000_000, 1_000_000_000).get(precision);
    Instant instant = Instant.ofEpochSecond(second, nano / unit * unit);

    assertThat(IsoInstant.format(instant)).isEqualTo(instant.toString());
    assertThat(IsoInstant.quick(instant.toString()).orElse(instant)).isEqualTo(instant);
  }

  @Test
  void theUsualFormIsReadQuickly() {
    for (String text :
        List.of("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.25Z", "2026-02-28T23:59:59.9Z")) {
      assertThat(IsoInstant.quick(text)).contains(OffsetDateTime.parse(text).toInstant());
    }
  }

  @Test
  void otherFormsAreReadToo() {
    for (String text : List.of("2026-03-01T12:00:00.250+01:00", "2026-03-01T12:00Z")) {
      assertThat(IsoInstant.quick(text)).isEmpty();
      assertThat(IsoInstant.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }
  }

  @Test
  void whatIsNoInstantIsNone() {
    for (String text :
        List.of(
            "",
            "?",
            "2026-02-30T12:00:00Z",
            "2026-03-01T24:00:00Z",
            "2026-03-01T12:60:00Z",
            "2026-03-01T12:00:61Z",
            "2026-03-01T12:00:00.1234567890Z",
            "2026-03-01T12:00:0xZ",
            "2026-03-01 12:00:00Z",
            "2026-03-01T12:00:00")) {
      assertThatThrownBy(() -> IsoInstant.parse(text))
          .as(text)
          .isInstanceOf(DateTimeException.class);
    }
  }
}
