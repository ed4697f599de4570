package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the schema cannot say: how the fields of a document belong together. Works on documents
 * which the schema refuses too, so that people see every mistake at once.
 */
final class DocumentChecks {
  private static final Duration SHORTEST_SCHEDULE = Duration.ofMinutes(5);

  private final JsonNode document;
  private final List<Violation> violations = new ArrayList<>();

  private DocumentChecks(JsonNode document) {
    this.document = document;
  }

  /**
   * Everything that does not belong together.
   *
   * @param document with defaults
   */
  static List<Violation> violations(JsonNode document) {
    DocumentChecks checks = new DocumentChecks(document);
    checks.roles();
    checks.violations.addAll(NodeChecks.violations(document));
    checks.apiNode("/cinder/apiNode");
    checks.apiNode("/nova/apiNode");
    checks.directSnapshots();
    checks.copiedImages();
    checks.authorities();
    checks.imagesAndMachines();
    checks.backups();
    checks.differ(
        "/ceph/pools",
        List.of(
            "images/name",
            "volumes/name",
            "vms/name",
            "backups/name",
            "images/dataPool/name",
            "volumes/dataPool/name",
            "vms/dataPool/name",
            "backups/dataPool/name"),
        "pool");
    checks.dataPools();
    checks.differ("/ceph/users", List.of("glance", "cinder", "nova", "cinderBackup"), "cephx user");
    checks.novasUser();
    checks.authentication();
    checks.release();
    checks.durations();
    checks.schedule();
    return checks.violations;
  }

  private void roles() {
    if (nobodyHas("ceph-admin")) {
      violation("/nodes", "role-missing", "No node has the role ceph-admin; at least one must.");
    }
    boolean noImage = nobodyHas("controller", "image");
    boolean noVolume = nobodyHas("controller", "volume");
    if (noImage && noVolume) {
      violation("/nodes", "role-missing", "No node has the role controller; at least one must.");
    } else if (noVolume) {
      violation("/nodes", "role-missing", "No node has the role volume; at least one must.");
    }
    long deployers =
        document.path("nodes").properties().stream()
            .filter(node -> NodeChecks.roles(node.getValue()).contains("deployer"))
            .count();
    if (deployers > 1) {
      violation(
          "/nodes", "invalid-value", "Several nodes have the role deployer; at most one may.");
    }
    if (deployers > 0 && noImage && !noVolume) {
      violation(
          "/nodes",
          "invalid-value",
          "A node has the role deployer, but none has the role image: kolla-ansible's variables"
              + " know one Ceph cluster, which is the one of glance.");
    }
  }

  private boolean nobodyHas(String... roles) {
    return document.path("nodes").properties().stream()
        .allMatch(node -> Collections.disjoint(NodeChecks.roles(node.getValue()), List.of(roles)));
  }

  /** Without glance this is a further cluster of a cloud, whose other services stay elsewhere. */
  private void imagesAndMachines() {
    boolean glance = !nobodyHas("controller", "image");
    if (glance) {
      poolOf("images", "glance, by the role %s,".formatted(roleOf("image")), "openstack-images");
      poolOf("vms", "a cluster that glance uses", "openstack-vms");
    } else if (document.at("/nova/ephemeral").asBoolean()) {
      poolOf("vms", "nova.ephemeral: true", "openstack-vms");
    }
  }

  private String roleOf(String own) {
    return nobodyHas(own) ? "controller" : own;
  }

  private void poolOf(String pool, String who, String example) {
    if (!document.at("/ceph/pools").has(pool)) {
      violation(
          "/ceph/pools/" + pool,
          "missing-field",
          "ceph.pools.%s is missing; %s needs it, for example {name: %s}."
              .formatted(pool, who, example));
    }
  }

  /** Its nodes and its pool are wanted together. */
  private void backups() {
    boolean hasPool = document.at("/ceph/pools").has("backups");
    if (hasPool && nobodyHas("backup")) {
      violation(
          "/ceph/pools/backups",
          "role-missing",
          "ceph.pools.backups is for cinder-backup, and no node has the role backup; at least one"
              + " must.");
    }
    if (!hasPool && !nobodyHas("backup")) {
      violation(
          "/ceph/pools/backups",
          "missing-field",
          "ceph.pools.backups is missing; cinder-backup, by the role backup, needs a pool of its"
              + " own, for example {name: openstack-backups}.");
    }
  }

  /** Librbd takes one data pool for all images that a cephx user makes, whatever their pool is. */
  private void dataPools() {
    boolean ownUser = document.at("/ceph/users").has("nova");
    boolean ephemeral = document.at("/nova/ephemeral").asBoolean();
    if (ephemeral && !ownUser && document.at("/ceph/pools/volumes").has("dataPool")) {
      violation(
          "/ceph/pools/volumes/dataPool",
          "invalid-value",
          "ceph.pools.volumes.dataPool would take the data of machines' own disks as well, which"
              + " cinder's user makes; nova.ephemeral then needs ceph.users.nova.");
    }
    if (!document.at("/ceph/pools/vms").has("dataPool")) {
      return;
    }
    if (!ownUser) {
      violation(
          "/ceph/pools/vms/dataPool",
          "invalid-value",
          "ceph.pools.vms.dataPool is for disks that nova makes as a cephx user of its own; it"
              + " needs ceph.users.nova.");
    }
    if (document.at("/nova/directSnapshots").asBoolean()) {
      violation(
          "/ceph/pools/vms/dataPool",
          "invalid-value",
          "ceph.pools.vms.dataPool would take the data of images that nova makes"
              + " (nova.directSnapshots), which glance can't read there.");
    }
  }

  private void apiNode(String pointer) {
    String name = document.at(pointer).asText();
    if (!name.isEmpty()) {
      NodeChecks.unknownNode(document, pointer, name).ifPresent(violations::add);
    }
  }

  private void directSnapshots() {
    boolean direct = document.at("/nova/directSnapshots").asBoolean();
    if (direct && !document.at("/nova/ephemeral").asBoolean()) {
      violation(
          "/nova/directSnapshots",
          "invalid-value",
          "nova.directSnapshots is for machines with their own disks in Ceph; it needs"
              + " nova.ephemeral: true.");
    }
  }

  private void novasUser() {
    boolean own = document.at("/ceph/users").has("nova");
    JsonNode libvirt = document.path("libvirt");
    if (own && !document.at("/nova/ephemeral").asBoolean()) {
      violation(
          "/ceph/users/nova",
          "invalid-value",
          "ceph.users.nova is for machines with their own disks in Ceph; it needs nova.ephemeral:"
              + " true. Volumes are opened as cinder's user.");
    }
    if (libvirt.has("novaSecretUuid") && !own) {
      violation(
          "/libvirt/novaSecretUuid",
          "invalid-value",
          "libvirt.novaSecretUuid is the secret of nova's own cephx user; it needs"
              + " ceph.users.nova.");
    }
    differ("/libvirt", List.of("secretUuid", "novaSecretUuid"), "secret");
    String usage =
        DocumentBinding.usage(
            document.at("/ceph/users/nova").asText(), document.at("/ceph/cluster").asText());
    if (own && libvirt.path("secretUsage").asText().equals(usage)) {
      violation(
          "/libvirt/secretUsage",
          "same-name",
          "libvirt.secretUsage is what nova's own secret is named by; they must differ.");
    }
  }

  private void copiedImages() {
    boolean copies = document.at("/glance/existingImages").asText().equals("copy");
    if (copies && document.at("/glance/stores").asText().equals("single")) {
      violation(
          "/glance/existingImages",
          "invalid-value",
          "glance.existingImages: copy reads images from the stores that are there, which"
              + " glance.stores: single switches off; leave glance.stores out.");
    }
    // The task that glance makes for a copy must have a project.
    if (copies && document.at("/openstack/auth").asText().equals("none")) {
      violation(
          "/glance/existingImages",
          "invalid-value",
          "glance.existingImages: copy needs openstack.auth: keystone; a glance without Keystone"
              + " copies no image.");
    }
  }

  private void authorities() {
    List<String> places = new ArrayList<>(List.of("/glance/api", "/cinder/api", "/nova/api"));
    document
        .path("nodes")
        .fieldNames()
        .forEachRemaining(node -> places.add(Pointers.append("/nodes", node) + "/api"));
    for (String place : places) {
      JsonNode api = document.at(place);
      if (api.has("ca") && api.has("caFile")) {
        violation(
            place + "/ca",
            "invalid-value",
            Pointers.dotted(place) + " has both ca and caFile; one of them must say it all.");
      }
      if ((api.has("ca") || api.has("caFile")) && !api.path("tls").asBoolean(true)) {
        violation(
            place + "/tls",
            "invalid-value",
            Pointers.dotted(place) + " names an authority, which is for TLS, and says tls: false.");
      }
    }
  }

  private void differ(String group, List<String> fields, String what) {
    Map<String, String> seen = new HashMap<>();
    for (String field : fields) {
      String name = document.at(group + "/" + field).asText();
      String former = name.isEmpty() ? null : seen.putIfAbsent(name, group + "/" + field);
      if (former != null) {
        violation(
            group + "/" + field,
            "same-name",
            "%s is the same %s as %s; they must differ."
                .formatted(Pointers.dotted(group + "/" + field), what, Pointers.dotted(former)));
      }
    }
  }

  private void authentication() {
    String auth = document.at("/openstack/auth").asText();
    if (auth.equals("keystone") && document.at("/openstack/credential").isMissingNode()) {
      violation(
          "/openstack/credential",
          "missing-field",
          "openstack.credential is missing; auth: keystone needs it.");
    }
    if (auth.equals("none") && document.at("/openstack/project").isMissingNode()) {
      violation(
          "/openstack/project",
          "missing-field",
          "openstack.project is missing; auth: none needs the id of the project for test objects.");
    }
  }

  private void release() {
    JsonNode client = document.at("/ceph/client");
    boolean cephadm = client.path("method").asText().equals("cephadm");
    if (cephadm && !client.has("release")) {
      violation(
          "/ceph/client/release",
          "missing-field",
          "ceph.client.release is missing; method: cephadm needs it, for example squid.");
    }
  }

  private void durations() {
    for (String pointer :
        List.of(
            "/restart/stabilityWindow",
            "/restart/timeout",
            "/checks/maximumClockSkew",
            "/retry/firstDelay",
            "/retry/longestDelay")) {
      Durations.parse(document.at(pointer).asText())
          .filter(duration -> duration.compareTo(Durations.LONGEST) > 0)
          .ifPresent(
              duration ->
                  violation(
                      pointer,
                      "out-of-range",
                      Pointers.dotted(pointer) + " must not be longer than an hour."));
    }
  }

  private void schedule() {
    Durations.parse(document.at("/verify/every").asText())
        .filter(every -> every.compareTo(SHORTEST_SCHEDULE) < 0)
        .ifPresent(
            every ->
                violation(
                    "/verify/every", "out-of-range", "verify.every must be at least 5 minutes."));
    JsonNode verify = document.path("verify");
    if (verify.has("cron")
        && CronTimes.parse(verify.path("cron").asText(), verify.path("timezone").asText())
            .isEmpty()) {
      violation(
          "/verify/cron",
          "invalid-value",
          "verify.cron and verify.timezone must be times as cron writes them and a time zone that"
              + " there is, as \"0 3 * * *\" and Europe/Berlin.");
    }
  }

  private void violation(String pointer, String code, String message) {
    violations.add(new Violation(pointer, code, message));
  }
}
