package io.mooring.ceph;

import io.mooring.contracts.Action.InstallClient;
import io.mooring.contracts.Action.InstallMethod;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Installs what a node's roles need to speak to Ceph; nothing if it is there, whoever put it. */
@Singleton
final class InstallClientStep implements Step<InstallClient, ClientSoftware> {

  private static final String PROBE = Script.resource(InstallClientStep.class, "probe-client.sh");
  private static final String APT = Script.resource(InstallClientStep.class, "install-apt.sh");
  private static final String DNF = Script.resource(InstallClientStep.class, "install-dnf.sh");

  @Override
  public Class<InstallClient> action() {
    return InstallClient.class;
  }

  @Override
  public ClientSoftware inspect(StepContext context, InstallClient action) {
    if (Capability.needed(action.roles()).isEmpty()) {
      return ClientSoftware.NOT_ASKED;
    }
    ScriptResult result = context.node().inspect(Script.of("look for Ceph client software", PROBE));
    return ClientSoftware.read(result.text());
  }

  @Override
  public Plan plan(InstallClient action, ClientSoftware found) {
    Set<Capability> missing = found.missing(Capability.needed(action.roles()));
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
    List<String> packages = found.manager().packages(missing);
    return Plan.of(
        "installs " + String.join(", ", packages),
        packages.stream()
            .map(name -> Change.of(Change.Kind.CREATE, "package " + name, "installed"))
            .toList());
  }

  @Override
  public Outcome apply(StepContext context, InstallClient action, ClientSoftware found, Plan plan) {
    Set<Capability> needed = Capability.needed(action.roles());
    List<String> packages = found.manager().packages(found.missing(needed));
    ScriptResult result =
        context.node().change(installation(action, found, packages), context.fence());
    if (!result.succeeded()) {
      return Outcome.failed(
          ErrorCode.PACKAGE_INSTALL_FAILED,
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
