package io.mooring.ceph;

import io.mooring.contracts.Action.InstallClient;
import io.mooring.contracts.Action.InstallMethod;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Installs what a node's roles need to speak to Ceph; nothing if it is there, whoever put it. */
@Singleton
final class InstallClientStep implements Step<InstallClient, ClientSoftware> {

  private static final String PROBE = Script.resource(InstallClientStep.class, "probe-client.sh");
  private static final String APT = Script.resource(InstallClientStep.class, "install-apt.sh");
  private static final String DNF = Script.resource(InstallClientStep.class, "install-dnf.sh");
  private static final String AVAILABLE =
      Script.resource(InstallClientStep.class, "look-for-packages.sh");

  /** What trying again does not help against. */
  private static final Pattern NO_SUCH_PACKAGE =
      Pattern.compile(
          "No match for argument|Unable to find a match|No package .* available"
              + "|Unable to locate package|has no installation candidate");

  @Override
  public Class<InstallClient> action() {
    return InstallClient.class;
  }

  @Override
  public ClientSoftware inspect(StepContext context, InstallClient action) {
    if (Capability.needed(action).isEmpty() || inContainers(action.roles(), context.layouts())) {
      return ClientSoftware.NOT_ASKED;
    }
    ScriptResult result = context.node().inspect(Script.of("look for Ceph client software", PROBE));
    ClientSoftware found = ClientSoftware.read(result.text());
    Set<Capability> missing = found.missing(Capability.needed(action));
    return missing.isEmpty() || action.method() != InstallMethod.PACKAGES
        ? found
        : found.without(unavailable(context, found.manager(), missing));
  }

  /** A service in a container brings its own software; that it can is proved by prove-access. */
  private static boolean inContainers(Set<Role> roles, NodeLayouts node) {
    return roles.stream()
        .flatMap(role -> ServiceKind.of(role).stream())
        .allMatch(kind -> node.find(kind).flatMap(Layout::place).isPresent());
  }

  /** Packages that no repository of the node has; looked for only before an installation. */
  private static List<String> unavailable(
      StepContext context, PackageManager manager, Set<Capability> missing) {
    return switch (manager) {
      // Old lists of apt say nothing: the installation fetches new ones.
      case APT, NONE -> List.of();
      case DNF, YUM -> {
        List<Object> arguments = new ArrayList<>(List.of(manager.name().toLowerCase(Locale.ROOT)));
        arguments.addAll(manager.packages(missing));
        yield context
            .node()
            .inspect(Script.of("look for packages", AVAILABLE, arguments.toArray()))
            .text()
            .lines()
            .toList();
      }
    };
  }

  @Override
  public Plan plan(InstallClient action, ClientSoftware found) {
    Set<Capability> missing = found.missing(Capability.needed(action));
    if (missing.isEmpty()) {
      return Plan.nothing("the client software that the node needs is there");
    }
    String lacking =
        missing.stream().map(Capability::description).collect(Collectors.joining(", "));
    if (action.method() == InstallMethod.NONE) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.PACKAGES_MISSING,
              "The node lacks %s, and the document says that Mooring does not install it."
                  .formatted(lacking)));
    }
    if (found.manager() == PackageManager.NONE) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.PACKAGES_MISSING,
              "The node lacks %s, and has neither apt-get nor dnf nor yum.".formatted(lacking),
              "Install it on the node, then retry."));
    }
    if (action.method() == InstallMethod.CEPHADM && action.release().isEmpty()) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.PACKAGES_MISSING,
              "The method cephadm needs a release.",
              "Set ceph.client.release in the document."));
    }
    if (!found.unavailable().isEmpty()) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.PACKAGES_MISSING,
              "No repository of the node has %s, which brings %s."
                  .formatted(String.join(", ", found.unavailable()), lacking),
              "Enable a repository of Ceph on the node (on CentOS Stream: dnf install"
                  + " centos-release-ceph-reef; on RHEL: the Ceph Tools repository), or set"
                  + " ceph.client.method to cephadm with a release; then retry."));
    }
    List<String> packages = found.manager().packages(missing);
    return Plan.of(
        "installs " + String.join(", ", packages),
        packages.stream()
            .map(name -> Change.of(Change.Kind.CREATE, "package " + name, "installed"))
            .toList());
  }

  @Override
  public Outcome apply(StepContext context, InstallClient action, ClientSoftware found, Plan plan) {
    Set<Capability> needed = Capability.needed(action);
    List<String> packages = found.manager().packages(found.missing(needed));
    ScriptResult result =
        context.node().change(installation(action, found, packages), context.fence());
    if (!result.succeeded()) {
      return Outcome.failed(
          NO_SUCH_PACKAGE.matcher(result.errorText()).find()
              ? ErrorCode.PACKAGES_MISSING
              : ErrorCode.PACKAGE_INSTALL_FAILED,
          "%s could not be installed on %s: %s"
              .formatted(
                  String.join(", ", packages),
                  context.node().address().name(),
                  result.errorText()));
    }
    Set<Capability> missing = ClientSoftware.read(result.text()).missing(needed);
    if (!missing.isEmpty()) {
      return Outcome.failed(
          ErrorCode.PACKAGE_INSTALL_FAILED,
          "%s were installed on %s, but it still lacks %s."
              .formatted(
                  String.join(", ", packages),
                  context.node().address().name(),
                  missing.stream().map(Capability::description).collect(Collectors.joining(", "))));
    }
    return Outcome.asPlanned(plan);
  }

  /** Packages stay: they do no harm, and others may have come to need them. */
  @Override
  public Outcome undo(StepContext context, InstallClient action) {
    return Outcome.asPlanned(Plan.nothing("packages stay"));
  }

  private Script installation(InstallClient action, ClientSoftware found, List<String> packages) {
    String release = action.method() == InstallMethod.CEPHADM ? action.release().orElseThrow() : "";
    Object[] arguments = new Object[packages.size() + 1];
    arguments[0] = release;
    for (int index = 0; index < packages.size(); index++) {
      arguments[index + 1] = packages.get(index);
    }
    return Script.of("install packages", installing(found.manager()), arguments)
        .within(Limits.INSTALLATION);
  }

  /** Installs packages and probes again; the first argument is a Ceph release or empty. */
  private static String installing(PackageManager manager) {
    String install =
        switch (manager) {
          case APT -> APT;
          case DNF, YUM -> DNF;
          case NONE -> throw new IllegalArgumentException("there is no package manager");
        };
    return install + PROBE;
  }
}
