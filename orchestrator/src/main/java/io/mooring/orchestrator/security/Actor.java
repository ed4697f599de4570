package io.mooring.orchestrator.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the present request. */
@RequestScoped
public class Actor {
  private static final int LONGEST = 200;

  private final SecurityIdentity identity;

  Actor(SecurityIdentity identity) {
    this.identity = identity;
  }

  /**
   * The name under which it goes into the history; the provider of names is not trusted with its
   * length or characters.
   */
  public String name() {
    String name = identity.getPrincipal().getName().replaceAll("\\p{Cntrl}", " ");
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }
}
