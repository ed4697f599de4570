package io.mooring.openstack.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a restart looks at on the other controllers. */
class FoundServiceTest {
  private static final String GLANCE = "look at glance-api";
  private static final String CINDER = "look at cinder-volume";
  private static final PeerProbe ANSWERS = (peer, layout) -> new Health.Healthy();
  private final ScriptedNode here = new ScriptedNode("controller01");
  private final ScriptedNode there = new ScriptedNode("controller03");

  @Test
  void shouldFindNothingWrongElsewhereWhenAllRun() {
    here.says(GLANCE, Found.look("glance-api.service", "active", "enabled"));
    there.says(GLANCE, Found.look("glance-api.service", "active", "enabled"));

    assertThat(look(ServiceKind.GLANCE_API, ANSWERS).elsewhere()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"failed, enabled", "inactive, enabled", "inactive, disabled", "activating, enabled"})
  void shouldFindAGlanceThatIsDownElsewhere(String active, String unitFile) {
    here.says(GLANCE, Found.look("glance-api.service", "active", "enabled"));
    there.says(GLANCE, Found.look("glance-api.service", active, unitFile));

    assertThat(look(ServiceKind.GLANCE_API, ANSWERS).elsewhere())
        .containsExactly("glance-api.service is %s on controller03".formatted(active));
  }

  @Test
  void shouldFindAGlanceThatRunsElsewhereButDoesNotAnswer() {
    here.says(GLANCE, Found.look("glance-api.service", "active", "enabled"));
    there.says(GLANCE, Found.look("glance-api.service", "active", "enabled"));

    assertThat(
            look(ServiceKind.GLANCE_API, (peer, layout) -> new Health.NotYet("silent")).elsewhere())
        .containsExactly("silent on controller03");
  }

  @Test
  void shouldNotCountOnAControllerThatCanNotBeLookedAt() {
    here.says(GLANCE, Found.look("glance-api.service", "active", "enabled"));

    assertThat(look(ServiceKind.GLANCE_API, ANSWERS).elsewhere())
        .singleElement()
        .asString()
        .contains("controller03", "can't be looked at");
  }

  @Test
  void shouldTakeACinderVolumeThatStandsByForWell() {
    here.says(CINDER, Found.look("cinder-volume.service", "active", "enabled"));
    there.says(CINDER, Found.look("cinder-volume.service", "inactive", "disabled"));

    assertThat(look(ServiceKind.CINDER_VOLUME, ANSWERS).elsewhere()).isEmpty();
  }

  @Test
  void shouldFindACinderVolumeThatIsDownElsewhere() {
    here.says(CINDER, Found.look("cinder-volume.service", "active", "enabled"));
    there.says(CINDER, Found.look("cinder-volume.service", "inactive", "enabled"));

    assertThat(look(ServiceKind.CINDER_VOLUME, ANSWERS).elsewhere()).hasSize(1);
  }

  @Test
  void shouldNotLookElsewhereWhenNoRestartIsDue() {
    String look = Found.look("glance-api.service", "active", "enabled");
    here.says(GLANCE, look.replace("file=1699999950", "file=1600000000"));

    assertThat(look(ServiceKind.GLANCE_API, ANSWERS).elsewhere()).isEmpty();
    assertThat(there.ran()).isEmpty();
  }

  @Test
  void shouldHelpACrashedServiceWhateverTheOthersDo() {
    here.says(GLANCE, Found.look("glance-api.service", "failed", "enabled"));

    assertThat(look(ServiceKind.GLANCE_API, ANSWERS).elsewhere()).isEmpty();
  }

  private FoundService look(ServiceKind service, PeerProbe probe) {
    Restart restart = Found.restart(service, there.address());
    return FoundService.look(
        here.context(Dispatches.first("restart-glance", here.address()), there), restart, probe);
  }
}
