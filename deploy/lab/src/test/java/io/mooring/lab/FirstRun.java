package io.mooring.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The first integration of a pristine lab: its end, and what was seen meanwhile.
 *
 * @param apply {@code mooring apply --watch}
 * @param saga the saga's id, or an empty text when none was made
 * @param glanceBefore glance-api.conf of the pristine controllers
 * @param cinderBefore cinder.conf of the pristine controllers
 * @param unitsBefore the units of the pristine controllers
 * @param outages when which glance did not answer
 * @param questions how often each glance was asked
 * @param processes the arguments and environments of all processes
 */
record FirstRun(
    Execution apply,
    String saga,
    Map<String, String> glanceBefore,
    Map<String, String> cinderBefore,
    Map<String, String> unitsBefore,
    List<GlanceSampler.Outage> outages,
    Map<String, Integer> questions,
    List<Place> processes) {
  static final String GLANCE_CONF = "/etc/glance/glance-api.conf";
  static final String CINDER_CONF = "/etc/cinder/cinder.conf";
  static final Duration LONGEST_RUN = Duration.ofMinutes(8);

  static FirstRun of(Stage stage) {
    NodeFiles files = new NodeFiles(stage.lab());
    Map<String, String> units = files.units(Lab.CONTROLLERS);
    ProcessCanary canary = new ProcessCanary();
    GlanceSampler sampler = new GlanceSampler();
    Execution apply;
    try (canary;
        sampler) {
      String site = stage.documents().site().toString();
      apply = stage.product().command(LONGEST_RUN, "apply", "-f", site, "--watch", "--diff");
    }
    Map<String, Integer> questions = new java.util.TreeMap<>();
    Lab.CONTROLLERS.forEach(node -> questions.put(node, sampler.asked(node)));
    return new FirstRun(
        apply,
        stage.sagas().newest(),
        stage.pristineGlance(),
        stage.pristineCinder(),
        units,
        sampler.outages(),
        questions,
        canary.sightings());
  }
}
