package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** A service that executes steps. */
public enum Participant {
  /** Cluster health, pools, cephx users and client packages. */
  CEPH("ceph"),
  /** The Ceph configuration and keyrings on nodes, and the proof that they work. */
  KEYRING("keyring"),
  /** Libvirt secrets on computes. */
  LIBVIRT("libvirt"),
  /** Configuration, restarts and acceptance of glance and cinder. */
  OPENSTACK_CONFIG("openstack-config");

  private final String label;

  Participant(String label) {
    this.label = label;
  }

  /** The name in topics, channels and messages: lower case with hyphens. */
  @JsonValue
  public String label() {
    return label;
  }

  /**
   * The participant of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Participant of(String label) {
    return Arrays.stream(values())
        .filter(participant -> participant.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no participant is called " + label));
  }
}
