package io.mooring.cli.draft;

import java.util.Set;
import java.util.TreeSet;

/**
 * A node of a draft.
 *
 * @param name what it is called
 * @param address where it is reached
 * @param roles what it is for, as the document writes it
 * @param source where that was found
 */
public record DraftNode(String name, String address, Set<String> roles, String source) {
  /** Makes the roles a set of its own, in order. */
  public DraftNode {
    roles = new TreeSet<>(roles);
  }
}
