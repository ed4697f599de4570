package io.mooring.participant.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.participant.step.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanDigestTest {
  private static final Finding STOP = Finding.stop(ErrorCode.EXISTING_IMAGES, "two images");

  @Test
  void whatIsSeenAndDoneMakesTheDigest() {
    // given
    List<Plan> plans =
        List.of(
            Plan.nothing("as wanted"),
            Plan.of("", List.of(change("a", "+x"))),
            Plan.of("", List.of(change("a", "+y"))),
            Plan.of("", List.of(change("b", "+x"))),
            Plan.of("", List.of(change("a", "+x"), change("b", "+x"))),
            Plan.stop(STOP),
            Plan.stop(STOP.deciding("existing-images")),
            Plan.nothing("").on(List.of(new Seen("/etc/x", "1"))),
            Plan.nothing("").on(List.of(new Seen("/etc/x", "2"))),
            Plan.nothing("").on(List.of(new Seen("/etc/x1", ""))));

    // when
    Set<String> digests = plans.stream().map(PlanDigest::of).collect(Collectors.toSet());

    // then
    assertThat(digests).hasSameSizeAs(plans).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
  }

  @Test
  void wordingAndFactsDoNot() {
    assertThat(
            Stream.of(
                    Plan.stop(STOP),
                    Plan.stop(Finding.stop(ErrorCode.EXISTING_IMAGES, "three images")),
                    new Plan("else", List.of(), List.of(STOP), Map.of("ceph.fsid", "1")))
                .map(PlanDigest::of)
                .distinct())
        .hasSize(1);
  }

  private static Change change(String subject, String diff) {
    return new Change(Change.Kind.UPDATE, subject, "changed", Optional.of(diff));
  }
}
