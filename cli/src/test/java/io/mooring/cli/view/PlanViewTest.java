package io.mooring.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanViewTest {
  @Test
  void filesThatDifferAroundAChangeOnlyAreShownOnce() {
    // Given
    String diff =
        "@@ -3,2 +3,2 @@\n"
            + " my_ip = 10.0.0.%d\n"
            + "-enabled_backends = lvm\n"
            + "+enabled_backends = lvm,ceph\n";

    // When
    List<String> lines =
        shown(
            changed("c01", "configure-cinder", update(diff.formatted(1))),
            changed("c02", "configure-cinder", update(diff.formatted(2))),
            changed("c03", "configure-cinder", update(diff.formatted(3).replace(",ceph", ""))));

    // Then
    assertThat(lines)
        .containsSubsequence(
            "  configure-cinder  on c[01-02]",
            "    ~ 1 setting",
            "         my_ip = 10.0.0.1",
            "        +enabled_backends = lvm,ceph",
            "        (as it is on c01; on the others the lines around differ)",
            "  configure-cinder  on c03",
            "         my_ip = 10.0.0.3",
            "        +enabled_backends = lvm")
        .doesNotContain("         my_ip = 10.0.0.2");
  }

  @Test
  void theSameOnManyNodesNeedsNoRemark() {
    String diff = "@@ -1,0 +1 @@\n+[global]\n";

    assertThat(
            shown(
                changed("c01", "place-conf", update(diff)),
                changed("c02", "place-conf", update(diff))))
        .contains("  place-conf  on c[01-02]")
        .noneMatch(line -> line.contains("as it is on"));
  }

  @Test
  void severalThingsOfOneStepAreNamed() {
    assertThat(
            shown(
                changed(
                    "c01",
                    "install-client",
                    create("package ceph-common"),
                    create("package python3-rbd"))))
        .contains("    + package ceph-common installed", "    + package python3-rbd installed");
  }

  @Test
  void whatTheReaderHasBeenToldIsNotSaidAgain() {
    // Given
    Plan plan =
        new Plan(
            "site",
            1,
            false,
            Optional.empty(),
            new Plan.Totals(0, 0, 0, 0, 1),
            List.of(),
            List.of(),
            List.of(
                new Plan.Unknown("check-node@c01", "c01 cannot be reached."),
                new Plan.Unknown(
                    "place-conf@c01", "It will be known when check-node@c01 is done.")),
            List.of());

    // When
    List<String> lines = shown(plan, Set.of("check-node@c01"));

    // Then
    assertThat(lines)
        .noneMatch(line -> line.contains("cannot be reached"))
        .contains("    ○ place-conf@c01: known when check-node is done.")
        .contains(
            "  Plan (without 2 things not known yet): 0 to create, 0 to update, 0 to delete, 0"
                + " restarts, on 1 node.");
  }

  private static List<String> shown(Plan.Node... nodes) {
    Plan plan =
        new Plan(
            "site",
            1,
            true,
            Optional.of("p-1"),
            new Plan.Totals(0, nodes.length, 0, 0, nodes.length),
            List.of(nodes),
            List.of(),
            List.of(),
            List.of());
    return shown(plan, Set.of());
  }

  private static List<String> shown(Plan plan, Set<String> told) {
    return new PlanView(Glyphs.UNICODE, 110).lines(plan, told).stream().map(Line::plain).toList();
  }

  private static Plan.Node changed(String node, String action, Step.Change... changes) {
    return new Plan.Node(
        node, List.of(new Plan.Item(action + "@" + node, List.of(changes), List.of())));
  }

  private static Step.Change update(String diff) {
    return new Step.Change("update", "/etc/a.conf", "1 setting", Optional.of(diff));
  }

  private static Step.Change create(String subject) {
    return new Step.Change("create", subject, "installed", Optional.empty());
  }
}
