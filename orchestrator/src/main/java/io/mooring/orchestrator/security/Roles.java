package io.mooring.orchestrator.security;

/** The roles of the API. Each includes the ones before it. */
public final class Roles {
  /** Reads everything and changes nothing. */
  public static final String VIEWER = "viewer";

  /** Submits documents, starts sagas, and decides about steps that need a person. */
  public static final String OPERATOR = "operator";

  /** Gives others access. */
  public static final String ADMIN = "admin";

  private Roles() {}
}
