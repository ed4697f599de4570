package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images and volumes of OpenStack's users are in the cluster from now on. */
@Order(4)
@ExtendWith(StageExtension.class)
class ServicesST {
  private static final int MEBIBYTE = 1 << 20;

  private final Stage stage;
  private final Ceph ceph;

  ServicesST(Stage stage) {
    this.stage = stage;
    ceph = new Ceph(stage.lab());
  }

  @BeforeEach
  void integrated() {
    stage.needIntegrated();
  }

  @Test
  void theTestsOfTheProductLeaveNothingBehind() {
    assertThat(new Images(Lab.CONTROLLERS.getFirst()).all()).contains("\"images\": []");
    assertThat(new Volumes().all()).contains("\"volumes\": []");
    assertThat(ceph.images(Ceph.IMAGES)).isEmpty();
    assertThat(ceph.images(Ceph.VOLUMES)).isEmpty();
  }

  @Test
  void anImageThroughEachControllerIsInThePool() {
    Map<String, String> uploaded = new LinkedHashMap<>();
    for (String controller : Lab.CONTROLLERS) {
      // given
      byte[] content = new byte[MEBIBYTE];
      new Random(controller.hashCode()).nextBytes(content);

      // when
      Images images = new Images(controller);
      String id = images.upload("st-" + controller, content);
      uploaded.put(controller, id);

      // then
      assertThat(ceph.images(Ceph.IMAGES)).as("image through %s", controller).contains(id);
      assertThat(images.content(id)).as("image through %s", controller).isEqualTo(content);
    }
    uploaded.forEach((controller, id) -> new Images(controller).delete(id));
  }

  @Test
  void aVolumeIsInThePool() {
    // given
    Volumes volumes = new Volumes();

    // when
    String id = volumes.create("st-volume");

    // then
    assertThat(ceph.images(Ceph.VOLUMES)).contains("volume-" + id);
    volumes.delete(id);
  }

  @Test
  void aVolumeFromAnImageIsAClone() {
    // given
    Volumes volumes = new Volumes();
    Images images = new Images(Lab.CONTROLLERS.getFirst());
    String image = images.upload("st-parent", new byte[MEBIBYTE]);

    // when
    String volume = volumes.createFromImage("st-clone", image);

    // then
    JsonNode info = ceph.ask("rbd info openstack-volumes/volume-" + volume);
    assertThat(info.at("/parent/pool").asText()).as("%s", info).isEqualTo(Ceph.IMAGES);
    assertThat(info.at("/parent/image").asText()).as("%s", info).isEqualTo(image);
    volumes.delete(volume);
    images.delete(image);
  }
}
