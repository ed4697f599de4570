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
  private final String node;
  private final String shell;

  Ceph(Lab lab) {
    this(lab, Lab.CEPH, "");
  }

  private Ceph(Lab lab, String node, String shell) {
    this.lab = lab;
    this.node = node;
    this.shell = shell;
  }

  /** The second cluster, where a test has added that. */
  static Ceph east(Lab lab) {
    return new Ceph(lab, Lab.EAST, "");
  }

  /** A cluster whose admin node has no ceph command, only cephadm. */
  static Ceph inContainers(Lab lab) {
    return new Ceph(lab, Lab.CEPH, "cephadm shell -- ");
  }

  /** A command that answers in JSON. */
  JsonNode ask(String command) {
    try {
      return Api.JSON.readTree(lab.on(node, shell + command + " --format json 2>/dev/null"));
    } catch (IOException other) {
      throw new UncheckedIOException(command, other);
    }
  }

  String key(String user) {
    return lab.on(node, shell + "ceph auth get-key " + user + " 2>/dev/null");
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
    return lab.on(node, shell + "rbd -p " + pool + " ls 2>/dev/null").lines().toList();
  }
}
