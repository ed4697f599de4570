package io.mooring.node.layout;

import java.util.OptionalInt;

/**
 * The account that a service runs as, where it runs: in a container its numbers mean nothing to the
 * node's own list of accounts.
 *
 * @param name its name
 * @param uid its number, if the service runs
 * @param gid its group's number, if the service runs
 */
public record Account(String name, OptionalInt uid, OptionalInt gid) {

  /** An account of which only the name is known. */
  public static Account named(String name) {
    return new Account(name, OptionalInt.empty(), OptionalInt.empty());
  }

  @Override
  public String toString() {
    return uid.isEmpty() || gid.isEmpty()
        ? name
        : "%s (%d:%d)".formatted(name, uid.getAsInt(), gid.getAsInt());
  }
}
