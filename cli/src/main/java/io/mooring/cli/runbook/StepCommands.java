package io.mooring.cli.runbook;

import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands by which a person does by hand what a step did, in the words of the classic runbook.
 * They are made from what the step says that it changed; what destroys something is a comment.
 */
final class StepCommands {
  private static final Pattern CAP = Pattern.compile("[+ ]([a-z]+): (.*)");
  private static final Pattern CAPS_AFTER = Pattern.compile(" to \\((.*)\\)$");

  private static final Pattern OF_DEPLOYER = Pattern.compile("(.*)/config/.*");

  private final Site site;

  StepCommands(Site site) {
    this.site = site;
  }

  /** The lines for one step; none where it changed nothing. */
  List<String> of(Step step) {
    List<String> packages =
        step.changes().stream()
            .filter(change -> is(change, "create") && change.subject().startsWith("package "))
            .map(change -> change.subject().substring("package ".length()))
            .toList();
    List<String> lines = new ArrayList<>();
    if (!packages.isEmpty()) {
      lines.add("install_on " + Shell.word(step.node()) + " " + Shell.command(words(packages)));
    }
    step.changes().stream()
        .filter(change -> !change.subject().startsWith("package "))
        .forEach(change -> lines.addAll(change(step, change)));
    return lines;
  }

  private List<String> change(Step step, Step.Change change) {
    String node = Shell.word(step.node());
    if (is(change, "delete")) {
      return told(change);
    }
    return switch (step.action()) {
      case "create-pool" -> pool(change);
      case "create-user" -> user(change);
      case "place-conf" ->
          List.of(
              site.ceph("ceph", "config", "generate-minimal-conf")
                  + " |\n  into "
                  + node
                  + " "
                  + Shell.command("tee", change.subject())
                  + " >/dev/null");
      case "place-keyring" -> keyring(step, change);
      case "define-secret" -> secret(node, change, secretsClient(step));
      default ->
          is(change, "restart")
              ? List.of(
                  "on " + node + " " + Shell.command("systemctl", "restart", change.subject()))
              : file(node, change);
    };
  }

  private List<String> pool(Step.Change change) {
    String pool = change.subject().replaceFirst("^pool ", "");
    if (is(change, "create")) {
      List<String> create = new ArrayList<>(List.of("ceph", "osd", "pool", "create", pool));
      site.placementGroups(pool).ifPresent(number -> create.addAll(List.of(number, number)));
      return List.of(site.ceph(words(create)), site.ceph("rbd", "pool", "init", pool));
    }
    return is(change, "update")
        ? List.of(site.ceph("ceph", "osd", "pool", "application", "enable", pool, "rbd"))
        : told(change);
  }

  private List<String> user(Step.Change change) {
    List<String> caps =
        is(change, "create") ? caps(change.diff().orElse("").lines()) : capsAfter(change.summary());
    if (caps.isEmpty()) {
      return told(change);
    }
    String verb = is(change, "create") ? "get-or-create" : "caps";
    List<String> words = new ArrayList<>(List.of("ceph", "auth", verb, change.subject()));
    words.addAll(caps);
    return List.of(site.ceph(words(words)) + (is(change, "create") ? " >/dev/null" : ""));
  }

  private static List<String> caps(Stream<String> lines) {
    return lines
        .map(CAP::matcher)
        .filter(Matcher::matches)
        .flatMap(cap -> Stream.of(cap.group(1), cap.group(2)))
        .toList();
  }

  /** Of {@code keeps its key; caps from (…) to (mon: profile rbd; osd: …)}. */
  private static List<String> capsAfter(String summary) {
    Matcher after = CAPS_AFTER.matcher(summary);
    return after.find()
        ? caps(Stream.of(after.group(1).split("; ")).map(cap -> "+" + cap))
        : List.of();
  }

  private List<String> keyring(Step step, Step.Change change) {
    String node = Shell.word(step.node());
    String path = change.subject();
    String client = client(path).orElse(site.volumesClient());
    String key = site.ceph("ceph", "auth", "get-or-create", "client." + client);
    Matcher deployer = OF_DEPLOYER.matcher(path);
    boolean own = !deployer.matches();
    // A deployment's own copy is as its other files are, and its folder may be new.
    String install =
        own
            ? Shell.command("install", "-m", "0640", "/dev/stdin", path)
            : Shell.command("install", "-D", "-m", "0640", "/dev/stdin", path);
    String chown =
        own
            ? Shell.command("chown", site.owner(client, step.node()), path)
            : Shell.command("chown", "--reference=" + deployer.group(1) + "/globals.yml", path);
    return List.of(key + " |\n  into " + node + " " + install, "on " + node + " " + chown);
  }

  private static Optional<String> client(String path) {
    Matcher name = Pattern.compile("\\.client\\.([^/]+)\\.keyring$").matcher(path);
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** Nova's own secret is told from cinder's by the step's object. */
  private String secretsClient(Step step) {
    return site.novaClient()
        .filter(nova -> step.name().equals("%s:%s@%s".formatted(step.action(), nova, step.node())))
        .orElseGet(site::volumesClient);
  }

  private List<String> secret(String node, Step.Change change, String client) {
    String uuid = change.subject().replaceFirst("^libvirt secret ", "");
    List<String> lines = new ArrayList<>();
    if (is(change, "create")) {
      lines.addAll(
          Shell.fed(
              "into " + node + " virsh secret-define /dev/stdin",
              """
              <secret ephemeral='no' private='no'>
                <uuid>%s</uuid>
                <usage type='ceph'><name>%s</name></usage>
              </secret>\
              """
                  .formatted(uuid, site.secretUsage(client))));
    }
    lines.add(
        site.ceph("ceph", "auth", "get-key", "client." + client)
            + " |\n  into "
            + node
            + " "
            + Shell.command("virsh", "secret-set-value", uuid, "--file", "/dev/stdin"));
    return lines;
  }

  /** A file that was edited: its first form is kept, as in the classic runbook. */
  private static List<String> file(String node, Step.Change change) {
    if (change.diff().isEmpty() || !change.subject().startsWith("/")) {
      return told(change);
    }
    List<String> lines = new ArrayList<>();
    String path = change.subject();
    if (is(change, "update")) {
      lines.add("on " + node + " " + Shell.command("cp", "-pn", path, path + ".bak2"));
    }
    lines.addAll(Shell.fed("edit " + node + " " + Shell.word(path), change.diff().get()));
    return lines;
  }

  private static List<String> told(Step.Change change) {
    List<String> lines =
        new ArrayList<>(
            Shell.comment(
                "by hand: %s %s: %s".formatted(change.kind(), change.subject(), change.summary())));
    change.diff().ifPresent(diff -> lines.addAll(Shell.comment(diff)));
    return lines;
  }

  private static boolean is(Step.Change change, String kind) {
    return change.kind().equals(kind);
  }

  private static String[] words(List<String> words) {
    return words.toArray(String[]::new);
  }
}
