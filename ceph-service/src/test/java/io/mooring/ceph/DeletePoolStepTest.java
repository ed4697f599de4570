package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mooring.contracts.Action.DeletePool;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.infrastructure.Site;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeletePoolStepTest {
  private static final PoolName NAME = new PoolName("vms");
  private static final String EMPTY = "images 0\nsnapshots 0\nwatchers 0\ntrash 0\nothers 0\n";
  private static final DeletionGuard UP = new DeletionGuard(Optional.empty(), false);

  @Test
  void ourEmptyPoolGoesOnceItsNameIsTyped() {
    Plan plan = plan("vms", note(7), EMPTY, UP);

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.DELETE);
  }

  @Test
  void anotherNameIsNoConfirmation() {
    assertThat(codes(plan("images", note(7), EMPTY, UP))).containsExactly(ErrorCode.NOT_CONFIRMED);
    assertThat(codes(plan(null, note(7), EMPTY, UP))).containsExactly(ErrorCode.NOT_CONFIRMED);
  }

  @Test
  void whatIsInThePoolIsCounted() {
    Plan plan = plan("vms", note(7), "images 2\nsnapshots 1\nwatchers 1\ntrash 0\nothers 0\n", UP);

    assertThat(codes(plan)).containsExactly(ErrorCode.POOL_NOT_EMPTY);
    assertThat(plan.stop().orElseThrow().message())
        .contains("images: 2, snapshots: 1, watchers: 1")
        .doesNotContain("trash");
  }

  @Test
  void somebodyElsesPoolStays() {
    assertThat(codes(plan("vms", Map.of(), EMPTY, UP))).containsExactly(ErrorCode.POOL_NOT_OURS);
    assertThat(codes(plan("vms", note(6), EMPTY, UP))).containsExactly(ErrorCode.POOL_NOT_OURS);
  }

  @Test
  @Tag("fault")
  void aGuardThatWasLeftDownIsPutBackThoughThePoolIsGone() {
    Plan plan = planWithoutPool(Map.of(), new DeletionGuard(Optional.of("false"), true));

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.summary()).contains("set back to false"));
  }

  @Test
  void notesOfAPoolThatIsGoneGoToo() {
    Plan plan = planWithoutPool(note(7), UP);

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.subject()).isEqualTo("notes of pool vms"));
    assertThat(planWithoutPool(Map.of(), UP).changes()).isEmpty();
  }

  @Test
  void theGuardsNoteTellsWhatItWasBefore() {
    // given
    JsonNode configuration =
        JsonNodeFactory.instance
            .arrayNode()
            .add(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("section", "mon")
                    .put("name", "mon_allow_pool_delete")
                    .put("value", "true"));
    JsonNode notes =
        JsonNodeFactory.instance
            .objectNode()
            .put("mooring/site/mon_allow_pool_delete", "{\"former\": \"\"}");

    // then
    assertThat(DeletionGuard.read(Optional.of(configuration), Optional.empty()))
        .isEqualTo(new DeletionGuard(Optional.of("true"), false));
    assertThat(DeletionGuard.read(Optional.of(configuration), Optional.of(notes)))
        .isEqualTo(new DeletionGuard(Optional.empty(), true));
  }

  private static Plan plan(
      String typed, Map<String, JsonNode> notes, String census, DeletionGuard guard) {
    return new DeletePoolStep(new Cluster(null))
        .plan(
            new DeletePool(Site.CEPH, NAME, Optional.ofNullable(typed)),
            new DeletePoolStep.Found(
                found(
                    Optional.of(
                        new PoolState(
                            7,
                            32,
                            3,
                            Optional.empty(),
                            Set.of("rbd"),
                            0,
                            0,
                            new PoolShape("rule", 0, 0))),
                    notes,
                    guard),
                Optional.of(PoolCensus.read(census))));
  }

  private static Plan planWithoutPool(Map<String, JsonNode> notes, DeletionGuard guard) {
    return new DeletePoolStep(new Cluster(null))
        .plan(
            new DeletePool(Site.CEPH, NAME, Optional.of("vms")),
            new DeletePoolStep.Found(found(Optional.empty(), notes, guard), Optional.empty()));
  }

  private static FoundPool found(
      Optional<PoolState> pool, Map<String, JsonNode> notes, DeletionGuard guard) {
    return new FoundPool(pool, notes, Map.of(), Set.of(), Optional.empty(), guard, Decisions.NONE);
  }

  private static Map<String, JsonNode> note(int id) {
    return Map.of("mooring/site/1/pool.vms", JsonNodeFactory.instance.objectNode().put("id", id));
  }

  private static Iterable<ErrorCode> codes(Plan plan) {
    return plan.findings().stream().map(Finding::code).toList();
  }
}
