package io.mooring.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A saga like the lab's, six nodes, which goes on by one happening each time it is told to. */
final class RecordedSaga {
  static final String ID = "01980c1e-7a52-7c3e-9d0b-2f6a4be1c001";
  static final String FIRST = "check-node@ceph-mon-01";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String MON = "ceph-mon-01";
  private static final List<String> CONTROLLERS = numbered("openstack-controller0", 3);

  private record Happening(String type, String step, String summary) {}

  private final boolean computeIsDown;
  private final List<String> computes;
  private final Map<String, ObjectNode> steps = new LinkedHashMap<>();
  private final List<Happening> script = new ArrayList<>();
  private final List<ObjectNode> history = new ArrayList<>();
  private final Instant begun = Instant.now();
  private String state = "running";
  private int next;

  RecordedSaga(int computeCount, boolean computeIsDown) {
    this.computeIsDown = computeIsDown;
    this.computes = numbered("openstack-compute0", computeCount);
    script.add(new Happening("saga-started", "", ""));
    List<String> all = new ArrayList<>(List.of(MON));
    all.addAll(CONTROLLERS);
    all.addAll(computes);
    together("check-node", all, "nothing to change");
    together("check-cluster", List.of(MON), "HEALTH_OK, Ceph 16.2.15, 3 OSDs");
    together("install-client", all.subList(1, all.size()), "ceph-common 16.2.15 installed");
    for (String pool : List.of("images", "volumes", "vms")) {
      step("create-pool:openstack-" + pool + "@" + MON, "pool openstack-" + pool + " created");
    }
    step("create-user:glance@" + MON, "client.glance created");
    step("create-user:cinder@" + MON, "client.cinder created");
    together("place-conf", all.subList(1, all.size()), "/etc/ceph/ceph.conf written");
    together("place-keyring:cinder", all.subList(1, all.size()), "keyring of client.cinder placed");
    together("place-keyring:glance", CONTROLLERS, "keyring of client.glance placed");
    together("define-secret", computes, "secret of client.cinder defined");
    together("configure-glance", CONTROLLERS, "glance-api.conf: 7 lines");
    CONTROLLERS.forEach(node -> step("restart-glance@" + node, "glance-api restarted"));
    CONTROLLERS.forEach(node -> step("test-image@" + node, "image went to openstack-images"));
    together("configure-cinder", CONTROLLERS, "cinder.conf: 12 lines");
    CONTROLLERS.forEach(node -> step("restart-cinder@" + node, "cinder-volume restarted"));
    step("test-volume@" + CONTROLLERS.getFirst(), "volume and clone made and removed");
    script.add(new Happening(computeIsDown ? "saga-incident" : "saga-succeeded", "", ""));
  }

  private static List<String> numbered(String stem, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(stem + i);
    }
    return names;
  }

  private void together(String action, List<String> nodes, String summary) {
    nodes.forEach(node -> declare(action + "@" + node));
    nodes.forEach(node -> script.add(new Happening("step-started", action + "@" + node, "")));
    nodes.forEach(node -> outcome(action + "@" + node, summary));
  }

  private void step(String name, String summary) {
    declare(name);
    script.add(new Happening("step-started", name, ""));
    outcome(name, summary);
  }

  private void outcome(String name, String summary) {
    boolean down = computeIsDown && name.endsWith(computes.getLast());
    if (!down) {
      script.add(new Happening("step-succeeded", name, summary));
    } else if (name.startsWith("check-node")) {
      script.add(new Happening("step-retry-scheduled", name, "no connection; again in 4 s"));
      script.add(new Happening("step-started", name, ""));
      script.add(new Happening("step-failed", name, "no connection to 10.77.1.2:22 within 10 s"));
    }
  }

  private void declare(String name) {
    String[] parts = name.split("@");
    ObjectNode step = MAPPER.createObjectNode().put("name", name);
    step.put("action", parts[0].split(":")[0]).put("phase", parts[0].split(":")[0]);
    step.put("node", parts[1]).put("state", "waiting").put("attempt", 0);
    step.put("participant", "openstack-config").put("phaseNumber", 1).put("summary", "");
    step.put("mode", "apply");
    List.of("changes", "findings", "dependsOn", "seen", "actions").forEach(step::putArray);
    steps.put(name, step);
  }

  /** One step with what it ran. */
  synchronized ObjectNode first() {
    ObjectNode step = steps.get(FIRST).deepCopy();
    ObjectNode attempt = step.putArray("attempts").addObject().put("attempt", 1);
    attempt.put("at", begun.toString()).put("type", "step-succeeded");
    ArrayNode ran = attempt.put("summary", "nothing to change").putArray("ran");
    ObjectNode look = ran.addObject().put("number", 1).put("node", MON);
    look.put("what", "look at the node").put("status", 0).put("durationMillis", 12);
    look.put("size", 212).put("output", "…present flock\npresent ceph");
    look.putArray("arguments").add("ceph.target");
    ObjectNode lost = ran.addObject().put("number", 2).put("node", MON);
    lost.put("what", "read /etc/hosts").put("durationMillis", 30_000).put("size", 0);
    lost.put("output", "was stopped before its end").putArray("arguments");
    return step;
  }

  /** An entry as the exported history has it. */
  synchronized String withRuns(ObjectNode entry) {
    boolean first =
        entry.path("step").asText().equals(FIRST)
            && entry.path("type").asText().endsWith("succeeded");
    return first
        ? entry.deepCopy().put("attempt", 1).set("ran", first().at("/attempts/0/ran")).toString()
        : entry.toString();
  }

  /** Lets the next thing happen; false when the saga is at rest. */
  synchronized boolean advance() {
    while (next < script.size()) {
      Happening happening = script.get(next++);
      if (apply(happening)) {
        return true;
      }
    }
    return false;
  }

  private boolean apply(Happening happening) {
    ObjectNode step = steps.get(happening.step);
    boolean blocked =
        computeIsDown
            && (happening.step.endsWith(computes.getLast())
                    && !happening.step.startsWith("check-node")
                || happening.step.contains("cinder@openstack-controller")
                    && !happening.step.startsWith("place")
                || happening.step.startsWith("test-volume"));
    if (blocked) {
      return false;
    }
    String at = Instant.now().toString();
    ObjectNode entry = MAPPER.createObjectNode().put("sequence", history.size() + 1);
    entry.put("at", at).put("integration", "site").put("saga", ID).put("type", happening.type);
    if (!happening.step.isEmpty()) {
      entry.put("step", happening.step).put("node", happening.step.split("@")[1]);
    }
    entry.put("actor", "orchestrator");
    entry.put("summary", happening.summary);
    switch (happening.type) {
      case "step-started" -> {
        step.put("state", "running").put("startedAt", at);
        entry.put(
            "attempt",
            step.put("attempt", step.path("attempt").asInt() + 1).path("attempt").asInt());
      }
      case "step-succeeded" -> {
        boolean changed = !happening.step.startsWith("check") && !happening.step.startsWith("test");
        step.put("state", "succeeded").put("changed", changed).put("summary", happening.summary);
        entry.putObject("detail").put("changed", changed);
        if (changed) {
          ObjectNode change = step.putArray("changes").addObject().put("kind", "update");
          change.put("subject", "/etc/x.conf").put("summary", happening.summary);
          change.put("diff", "@@ -1 +1 @@\n-a = 1\n+a = 2\n");
        }
      }
      case "step-retry-scheduled" -> {
        step.put("state", "backing-off").put("summary", "no connection to 10.77.1.2:22");
        entry.putObject("detail").put("retryAt", Instant.now().plusSeconds(4).toString());
      }
      case "step-failed" -> {
        step.put("state", "failed");
        ObjectNode error = step.putObject("error").put("code", "NODE_UNREACHABLE");
        error.put("category", "node").put("retryable", false);
        error.put("message", "No connection to 10.77.1.2:22 could be made within 10 s.");
        error.put("next", "Is the node up, and may we reach its SSH port?");
      }
      case "saga-succeeded" -> state = "succeeded";
      case "saga-incident" -> state = "incident";
      default -> {}
    }
    history.add(entry);
    notifyAll();
    return true;
  }

  /** Runs it to its end at once. */
  RecordedSaga finished() {
    while (advance()) {}
    return this;
  }

  /** Waits until something happens, but not for long. */
  synchronized void awaitNews() {
    try {
      wait(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized boolean atRest() {
    return !state.equals("running");
  }

  synchronized ObjectNode saga() {
    ObjectNode saga = MAPPER.createObjectNode().put("id", ID).put("number", 1);
    saga.put("integration", "site").put("generation", 1).put("kind", "apply").put("state", state);
    saga.put("createdAt", begun.toString()).put("total", steps.size());
    if (atRest()) {
      saga.put("endedAt", history.getLast().path("at").asText());
    }
    saga.put("version", 7).put("intent", "run");
    ObjectNode action = saga.putArray("actions").addObject().put("order", "retry");
    action.put("effect", "Tries 1 failed step again, in this saga.");
    action.putArray("steps");
    action.putArray("nodes");
    ObjectNode counts = saga.putObject("counts");
    for (String count :
        List.of(
            "waiting",
            "ready",
            "running",
            "backingOff",
            "succeeded",
            "changed",
            "failed",
            "deciding",
            "skipped",
            "cancelled")) {
      counts.put(count, 0);
    }
    return saga;
  }

  synchronized ObjectNode stepList() {
    ArrayNode items = MAPPER.createArrayNode();
    steps.values().forEach(step -> items.add(step.deepCopy()));
    ObjectNode page = MAPPER.createObjectNode().put("position", "1-" + history.size());
    return page.set("items", items);
  }

  synchronized List<ObjectNode> historyAfter(long sequence) {
    return List.copyOf(history.subList((int) Math.min(sequence, history.size()), history.size()));
  }
}
