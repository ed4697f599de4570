package io.mooring.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The cluster, asked on its admin node. */
final class Ceph {
  static final String IMAGES = "openstack-images";
  static final String VOLUMES = "openstack-volumes";
  static final String DISKS = "openstack-vms";

  private final Lab lab;
  private final String shell;

  Ceph(Lab lab) {
    this(lab, "");
  }

  private Ceph(Lab lab, String shell) {
    this.lab = lab;
    this.shell = shell;
  }

  /** A cluster whose admin node has no ceph command, only cephadm. */
  static Ceph inContainers(Lab lab) {
    return new Ceph(lab, "cephadm shell -- ");
  }

  /** A command that answers in JSON. */
  JsonNode ask(String command) {
    try {
      return Api.JSON.readTree(lab.on(Lab.CEPH, shell + command + " --format json 2>/dev/null"));
    } catch (IOException other) {
      throw new UncheckedIOException(command, other);
    }
  }

  String key(String user) {
    return lab.on(Lab.CEPH, shell + "ceph auth get-key " + user + " 2>/dev/null");
  }

  /** The names of all pools. */
  List<String> pools() {
    return StreamSupport.stream(ask("ceph osd pool ls").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** The keys of all users of the cluster. */
  List<KeyForms> keys() {
    List<KeyForms> keys = new ArrayList<>();
    for (JsonNode user : ask("ceph auth ls").path("auth_dump")) {
      keys.add(new KeyForms(user.path("entity").asText(), user.path("key").asText()));
    }
    return keys;
  }

  /** The names of all RBD images of a pool. */
  List<String> images(String pool) {
    return lab.on(Lab.CEPH, shell + "rbd -p " + pool + " ls 2>/dev/null").lines().toList();
  }
}
