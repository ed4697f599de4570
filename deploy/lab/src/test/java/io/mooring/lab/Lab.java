package io.mooring.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lab, by its own command; what is seen of nodes is seen without the product. */
final class Lab {
  static final String CEPH = "ceph-mon-01";

  /** The admin node of the second cluster, where a test has added that. */
  static final String EAST = "east-mon-01";

  static final List<String> CONTROLLERS =
      List.of("openstack-controller01", "openstack-controller02", "openstack-controller03");
  static final List<String> COMPUTES = List.of("openstack-compute01", "openstack-compute02");
  static final List<String> OPENSTACK_NODES =
      Stream.concat(CONTROLLERS.stream(), COMPUTES.stream()).toList();
  static final List<String> NODES =
      Stream.concat(Stream.of(CEPH), OPENSTACK_NODES.stream()).toList();

  /** The first two numbers of all addresses; where another lab is given, its. */
  static final String PREFIX = System.getenv().getOrDefault("LAB_PREFIX", "10.77");

  /** Most tests need no whole cloud. */
  private static final String CLOUD = System.getenv().getOrDefault("LAB_CLOUD", "small");

  /** How nodes run their services: {@code debian}, or another choice of the lab. */
  static final String LAYOUT = System.getenv().getOrDefault("LAB_LAYOUT", "debian");

  /** In a script: {@code $engine} is the node's container engine, or empty where it has none. */
  static final String ENGINE = "engine=$(command -v podman || command -v docker); ";

  private static final Duration LONGEST_BUILD = Duration.ofMinutes(15);
  private static final Duration LONGEST_SCRIPT = Duration.ofMinutes(2);

  private final Path top;
  private final Map<String, String> environment;

  /**
   * The lab of this machine.
   *
   * @param top the repository
   * @param home where the product under test looks for its credentials
   */
  Lab(Path top, Path home) {
    this.top = top;
    environment = Map.of("MOORING_HOME", home.toString(), "LAB_CLOUD", CLOUD);
  }

  /** Whether its nodes run. */
  boolean isUp() {
    return !run("", LONGEST_SCRIPT, "status").text().contains("the lab is down");
  }

  /** Forgets everything that happened on the nodes; builds the lab first where that is needed. */
  void makePristine() {
    verb("reset");
    verb("ready");
  }

  /** Runs a verb of the lab's command. */
  Execution verb(String... words) {
    return run("", LONGEST_BUILD, words).succeeded();
  }

  /** What a script says that root runs on a node; the test fails when the script does. */
  String on(String node, String script) {
    return attempt(node, script, "").answer();
  }

  /** The names in Ceph's folder of a node; empty also where there is no such folder. */
  String cephFiles(String node) {
    return on(node, "ls -A /etc/ceph 2>/dev/null || true");
  }

  /** Runs a script on a node as root, with something to read. */
  Execution attempt(String node, String script, String input) {
    return run(input, LONGEST_SCRIPT, "ssh", node, script);
  }

  /** The address of a node. */
  static String address(String node) {
    String digits = node.replaceAll(".*[^0-9]", "");
    int number = Integer.parseInt(digits);
    if (node.startsWith("openstack-controller")) {
      return PREFIX + ".0." + (10 + number);
    }
    if (node.startsWith("openstack-volume")) {
      return PREFIX + ".0." + (30 + number);
    }
    if (node.equals(EAST)) {
      return PREFIX + ".0.41";
    }
    return node.equals(CEPH) ? PREFIX + ".0.10" : PREFIX + ".1." + number;
  }

  private Execution run(String input, Duration most, String... words) {
    List<String> command = new ArrayList<>(List.of(top.resolve("deploy/lab/lab").toString()));
    command.addAll(List.of(words));
    return RunningCommand.start(top, environment, input, command).await(most);
  }
}
