package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CapsMergeTest {
  private static final Map<String, String> WANTED =
      Map.of("mon", "profile rbd", "osd", "profile rbd pool=a, profile rbd pool=b");

  @Test
  void orderSpaceAndQuotesMeanNothing() {
    CapsMerge merge =
        CapsMerge.of(
            Map.of(
                "mon", "allow profile  rbd",
                "osd", "profile rbd pool = \"b\",profile rbd pool=a"),
            WANTED);
    assertThat(merge.missing()).isEmpty();
    assertThat(merge.extra()).isEmpty();
  }

  @Test
  void lettersMayStandInAnyOrder() {
    CapsMerge merge =
        CapsMerge.of(Map.of("osd", "allow xwr pool=a"), Map.of("osd", "allow rwx pool=a"));
    assertThat(merge.missing()).isEmpty();
    assertThat(merge.extra()).isEmpty();
  }

  @Test
  void whatIsMissingIsAddedAndNothingIsTakenAway() {
    CapsMerge merge =
        CapsMerge.of(
            Map.of("mon", "allow r", "osd", "profile rbd pool=a, allow rwx pool=c", "mds", "allow"),
            WANTED);
    assertThat(merge.merged())
        .containsEntry("mon", "allow r, profile rbd")
        .containsEntry("osd", "profile rbd pool=a, allow rwx pool=c, profile rbd pool=b")
        .containsEntry("mds", "allow");
    assertThat(merge.missing()).containsExactly("mon: profile rbd", "osd: profile rbd pool=b");
    assertThat(merge.extra())
        .containsExactly("mds: allow", "mon: allow r", "osd: allow rwx pool=c");
  }

  @Test
  void whoMayDoEverythingLacksNothing() {
    CapsMerge merge = CapsMerge.of(Map.of("mon", "allow *", "osd", "allow *"), WANTED);
    assertThat(merge.missing()).isEmpty();
    assertThat(merge.extra()).containsExactly("mon: allow *", "osd: allow *");
  }

  @Test
  void aWiderClauseCoversANarrowerOne() {
    assertThat(
            CapsMerge.of(
                    Map.of("osd", "profile rbd"),
                    Map.of("osd", "profile rbd pool=a, profile rbd-read-only pool=b"))
                .missing())
        .isEmpty();
    assertThat(
            CapsMerge.of(Map.of("osd", "allow rwx pool=a"), Map.of("osd", "allow rx pool=a"))
                .missing())
        .isEmpty();
    assertThat(
            CapsMerge.of(
                    Map.of("osd", "profile rbd pool=a namespace=x"),
                    Map.of("osd", "profile rbd pool=a"))
                .missing())
        .containsExactly("osd: profile rbd pool=a");
  }

  @Test
  void theClassicRunbooksCapsAreReadAsTheyAre() {
    String classic =
        "allow class-read object_prefix rbd_children, allow rwx pool=volumes, allow rx pool=images";
    CapsMerge merge = CapsMerge.of(Map.of("osd", classic), Map.of("osd", classic));
    assertThat(merge.missing()).isEmpty();
    assertThat(merge.extra()).isEmpty();
    assertThat(Clause.parse(classic).getFirst().limits())
        .containsExactly("object_prefix rbd_children");
  }
}
