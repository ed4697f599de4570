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

  /** What a deployment hands on to its next run; its globals.yml is beside. */
  private static final Pattern OF_DEPLOYER = Pattern.compile("(.*)/config/.*");

  private static final String GETS_APPLICATION = "gets the application rbd";
  private static final String GETS_OVERWRITES = "gets allow_ec_overwrites";
  private static final String FOR_DATA = "created for the data of RBD's images";

  /** Where a container's start copies files from: services' accounts need not be on the node. */
  private static final String OF_CONTAINERS = "/etc/kolla/";

  private static final String START_LIST = "/config.json";

  private static final Pattern OF_LIBVIRT = Pattern.compile("^" + OF_CONTAINERS + "([^/]+)/");
  private static final Pattern OF_SECRET = Pattern.compile("/([0-9a-f-]+)\\.xml$");

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
    // What a container's start copies is a list in JSON, of which the step tells what it adds.
    if (is(change, "delete") || change.subject().endsWith(START_LIST)) {
      return told(change);
    }
    return switch (step.action()) {
      case "create-pool" -> pool(change);
      case "create-user" -> user(change);
      case "place-conf" -> conf(node, change.subject());
      case "place-keyring" -> keyring(step, change);
      case "define-secret" ->
          change.subject().startsWith("/")
              ? lastingSecret(node, change.subject(), secretsClient(step))
              : secret(step, change, secretsClient(step));
      default -> is(change, "restart") ? restart(node, change.subject()) : file(node, change);
    };
  }

  private List<String> conf(String node, String path) {
    String minimal = site.ceph("ceph", "config", "generate-minimal-conf") + " |\n  into " + node;
    return elsewhere(path)
        ? belonging(
            node,
            path,
            minimal + " " + Shell.command("install", "-D", "-m", "0644", "/dev/stdin", path))
        : List.of(minimal + " " + Shell.command("tee", path) + " >/dev/null");
  }

  /** Not where services read it, but where a container or the next deployment takes it from. */
  private static boolean elsewhere(String path) {
    return path.startsWith(OF_CONTAINERS) || OF_DEPLOYER.matcher(path).matches();
  }

  /** A file that was made elsewhere; a deployment's own belongs to whom its other files do. */
  private static List<String> belonging(String node, String path, String made) {
    Matcher deployer = OF_DEPLOYER.matcher(path);
    return deployer.matches()
        ? List.of(
            made,
            "on "
                + node
                + " "
                + Shell.command("chown", "--reference=" + deployer.group(1) + "/globals.yml", path))
        : List.of(made);
  }

  /** A unit has a suffix; a container that its engine keeps running is told by its name. */
  private static List<String> restart(String node, String subject) {
    return List.of(
        subject.contains(".")
            ? "on " + node + " " + Shell.command("systemctl", "restart", subject)
            : "restart_container " + node + " " + Shell.word(subject));
  }

  private List<String> pool(Step.Change change) {
    String pool = change.subject().replaceFirst("^pool ", "");
    if (is(change, "create")) {
      List<String> create = new ArrayList<>(List.of("ceph", "osd", "pool", "create", pool));
      site.ofPool(pool, "pgNum").ifPresent(number -> create.addAll(List.of(number, number)));
      return change.summary().startsWith(FOR_DATA)
          ? forData(pool, create)
          : forImages(pool, create);
    }
    if (!is(change, "update")) {
      return told(change);
    }
    if (change.summary().startsWith(GETS_OVERWRITES)) {
      return List.of(overwrites(pool));
    }
    return change.summary().startsWith(GETS_APPLICATION)
        ? List.of(site.ceph("ceph", "osd", "pool", "application", "enable", pool, "rbd"))
        : shape(pool);
  }

  private List<String> forImages(String pool, List<String> create) {
    List<String> lines = new ArrayList<>(List.of(site.ceph(words(create))));
    lines.addAll(shape(pool));
    lines.add(site.ceph("rbd", "pool", "init", pool));
    return lines;
  }

  /** RBD's names can't be in an erasure coded pool, only the data of its images. */
  private List<String> forData(String pool, List<String> create) {
    create.addAll(List.of("erasure", site.ofPool(pool, "erasureCodeProfile").orElse("default")));
    site.ofPool(pool, "crushRule").ifPresent(create::add);
    List<String> lines = new ArrayList<>(List.of(site.ceph(words(create)), overwrites(pool)));
    lines.addAll(shape(pool));
    lines.add(site.ceph("ceph", "osd", "pool", "application", "enable", pool, "rbd"));
    return lines;
  }

  private String overwrites(String pool) {
    return site.ceph("ceph", "osd", "pool", "set", pool, "allow_ec_overwrites", "true");
  }

  /** The rule and the limits that the document asks for. */
  private List<String> shape(String pool) {
    List<String> lines = new ArrayList<>();
    site.ofPool(pool, "crushRule")
        .ifPresent(
            rule -> lines.add(site.ceph("ceph", "osd", "pool", "set", pool, "crush_rule", rule)));
    site.ofPool(pool, "quotaMebibytes")
        .map(mebibytes -> Long.toString(Long.parseLong(mebibytes) << 20))
        .ifPresent(
            bytes ->
                lines.add(site.ceph("ceph", "osd", "pool", "set-quota", pool, "max_bytes", bytes)));
    site.ofPool(pool, "quotaObjects")
        .ifPresent(
            most ->
                lines.add(
                    site.ceph("ceph", "osd", "pool", "set-quota", pool, "max_objects", most)));
    return lines;
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
    String into = key + " |\n  into " + node + " ";
    if (elsewhere(path)) {
      return belonging(
          node, path, into + Shell.command("install", "-D", "-m", "0640", "/dev/stdin", path));
    }
    return List.of(
        into + Shell.command("install", "-m", "0640", "/dev/stdin", path),
        "on " + node + " " + Shell.command("chown", site.owner(client, step.node()), path));
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

  private List<String> secret(Step step, Step.Change change, String client) {
    String virsh = virsh(step);
    String uuid = change.subject().replaceFirst("^libvirt secret ", "");
    List<String> lines = new ArrayList<>();
    if (is(change, "create")) {
      lines.addAll(Shell.fed(virsh + " secret-define /dev/stdin", definition(uuid, client)));
    }
    lines.add(
        site.ceph("ceph", "auth", "get-key", "client." + client)
            + " |\n  "
            + virsh
            + " "
            + Shell.command("secret-set-value", uuid, "--file", "/dev/stdin"));
    return lines;
  }

  /** Where libvirt has files of a container's start, it and its client are in that container. */
  private static String virsh(Step step) {
    String node = Shell.word(step.node());
    return step.changes().stream()
        .map(change -> OF_LIBVIRT.matcher(change.subject()))
        .filter(Matcher::find)
        .findFirst()
        .map(service -> "inside " + node + " " + Shell.word(service.group(1).replace('-', '_')))
        .orElse("into " + node)
        .concat(" virsh");
  }

  /** The files from which a libvirt in a container has its secret when it is made anew. */
  private List<String> lastingSecret(String node, String path, String client) {
    String install =
        "into " + node + " " + Shell.command("install", "-D", "-m", "0600", "/dev/stdin", path);
    Matcher definition = OF_SECRET.matcher(path);
    return definition.find()
        ? Shell.fed(install, definition(definition.group(1), client))
        : List.of(site.ceph("ceph", "auth", "get-key", "client." + client) + " |\n  " + install);
  }

  private String definition(String uuid, String client) {
    return """
    <secret ephemeral='no' private='no'>
      <uuid>%s</uuid>
      <usage type='ceph'><name>%s</name></usage>
    </secret>\
    """
        .formatted(uuid, site.secretUsage(client));
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
    } else {
      lines.addAll(
          belonging(
              node,
              path,
              "on "
                  + node
                  + " "
                  + Shell.command("install", "-D", "-m", "0644", "/dev/null", path)));
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
