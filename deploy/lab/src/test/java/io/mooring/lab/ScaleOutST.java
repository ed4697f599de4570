package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The five services as processes of their own; a second libvirt-service shares the work. */
@Order(13)
@ExtendWith(StageExtension.class)
class ScaleOutST {
  private final Stage stage;

  ScaleOutST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aSecondLibvirtServiceTakesPartOfTheComputes() {
    // when
    stage.needMoreComputes();

    // then
    assertThat(instancesThatDefined()).as("instances that defined secrets").hasSize(2);
    List<String> computes = new ArrayList<>(Lab.COMPUTES);
    computes.addAll(Stage.ADDED);
    Ceph ceph = new Ceph(stage.lab());
    new LibvirtSecrets(stage.lab()).requireSameOnAll(computes, ceph.key("client.cinder"));
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
