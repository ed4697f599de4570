package io.mooring.openstack.handover;

import java.util.List;

/**
 * A variable of kolla-ansible's globals.yml.
 *
 * @param name its name
 * @param value its value, without quotes
 * @param unlessSaid variables which make this one unnecessary as soon as somebody has set one
 */
public record Variable(String name, String value, List<String> unlessSaid) {
  /** One that is always needed. */
  public Variable(String name, String value) {
    this(name, value, List.of());
  }

  /** Its line in globals.yml. */
  public String line() {
    return "%s: \"%s\"".formatted(name, value);
  }
}
