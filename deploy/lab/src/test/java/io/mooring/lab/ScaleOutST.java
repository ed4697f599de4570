package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The five services as processes of their own; a second libvirt-service shares the work. */
@Order(12)
@ExtendWith(StageExtension.class)
class ScaleOutST {
  private static final List<String> ADDED =
      List.of(
          "openstack-compute03",
          "openstack-compute04",
          "openstack-compute05",
          "openstack-compute06");

  private final Stage stage;

  ScaleOutST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aSecondLibvirtServiceTakesPartOfTheComputes() {
    // given
    stage.needSomeIntegration();
    stage.product().down();
    stage.lab().verb("add-computes", String.valueOf(ADDED.size()));
    String file = stage.documents().file("more-computes", withAdded()).toString();
    Stage.timed("five processes up", () -> stage.product().processes("up"));
    Stage.timed(
        "one more libvirt-service", () -> stage.product().processes("add", "libvirt-service"));

    // when
    Execution apply = stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", file, "--watch");
    Set<String> instances = apply.exit() == 0 ? instancesThatDefined() : Set.of();
    stage.product().processes("down");

    // then
    assertThat(apply.exit()).as("%s", apply).isZero();
    assertThat(instances).as("instances that defined secrets").hasSize(2);
    List<String> computes = new ArrayList<>(Lab.COMPUTES);
    computes.addAll(ADDED);
    Ceph ceph = new Ceph(stage.lab());
    new LibvirtSecrets(stage.lab()).requireSameOnAll(computes, ceph.key("client.cinder"));
  }

  private ObjectNode withAdded() {
    ObjectNode document = stage.documents().copy();
    ObjectNode nodes = (ObjectNode) document.path("nodes");
    for (String node : ADDED) {
      nodes.putObject(node).put("address", Lab.address(node)).putArray("roles").add("compute");
    }
    return document;
  }

  /** A secret that a look found as wanted needed nobody to define it. */
  private Set<String> instancesThatDefined() {
    return stage.sagas().history(stage.sagas().newest()).stream()
        .filter(entry -> entry.path("type").asText().equals("step-succeeded"))
        .filter(entry -> entry.path("step").asText().startsWith("define-secret"))
        .map(entry -> entry.at("/detail/instance").asText())
        .filter(instance -> !instance.isEmpty())
        .collect(Collectors.toSet());
  }
}
