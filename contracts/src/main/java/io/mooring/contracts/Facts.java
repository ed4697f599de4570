package io.mooring.contracts;

/** The names of what steps tell later steps. */
public final class Facts {
  private Facts() {}

  /** The name of a fact about one node: it goes to that node's commands only. */
  public static String ofNode(String what, NodeName node) {
    return what + "@" + node;
  }

  /** Whether a node's commands are told a fact: it is about that node, or about none. */
  public static boolean concerns(String fact, NodeName node) {
    int at = fact.lastIndexOf('@');
    return at < 0 || fact.substring(at + 1).equals(node.value());
  }
}
