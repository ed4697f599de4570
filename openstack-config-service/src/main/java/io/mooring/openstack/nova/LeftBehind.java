package io.mooring.openstack.nova;

import io.mooring.contracts.Action.ConfigureNova;
import io.mooring.contracts.Choice;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.openstack.configuration.ConfigurationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What people should know before nova looks for machines' disks in another place; pure.
 *
 * @param action what is wanted
 * @param found what is there
 */
record LeftBehind(ConfigureNova action, FoundNova found) {
  private static final int NAMED = 5;

  /** Types whose disks are files in the machine's directory, where they are looked for. */
  private static final Set<String> FILES = Set.of("default", "flat", "qcow2", "raw");

  private static final String UNFIT =
      "nova does not find their disks any more when it starts, reboots hard, resizes or migrates"
          + " them";

  List<Finding> of(ConfigurationFile now) {
    List<Finding> findings = new ArrayList<>();
    if (!NovaSettings.serves(now, action.pool().value())) {
      elsewhere(now).map(found.decisions()::settle).ifPresent(findings::add);
      machines().map(found.decisions()::settle).ifPresent(findings::add);
    }
    otherTuple(now).ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> machines() {
    List<LocalMachine> machines = found.machines();
    if (machines.isEmpty()) {
      return Optional.empty();
    }
    Counted counted = Counted.of(machines.size(), "machine");
    String names =
        machines.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining("; "));
    return Optional.of(
        Finding.stop(
                ErrorCode.LOCAL_DISKS,
                "%s on %s %s disks on the compute itself: %s%s."
                    .formatted(
                        counted,
                        found.node(),
                        counted.either("has", "have"),
                        names,
                        machines.size() > NAMED ? "; …" : ""),
                ErrorCode.LOCAL_DISKS.next())
            .deciding(
                "local-disks@" + found.node(),
                new Choice(
                    "leave",
                    "Goes on: these machines run until they are stopped, but %s."
                        .formatted(UNFIT))));
  }

  /** Disks in a volume group or in another pool can't be seen in a directory. */
  private Optional<Finding> elsewhere(ConfigurationFile now) {
    String type = now.value(NovaSettings.SECTION, NovaSettings.TYPE).orElse("default");
    if (FILES.contains(type)) {
      return Optional.empty();
    }
    String place =
        type.equals(NovaSettings.RBD)
            ? "the pool " + now.value(NovaSettings.SECTION, NovaSettings.POOL).orElse("rbd")
            : "images_type = " + type;
    return Optional.of(
        Finding.stop(
                ErrorCode.CONFIGURATION_CONFLICT,
                "Nova on %s puts the disks of machines into another place already: %s."
                    .formatted(found.node(), place),
                "Name that pool in the document (ceph.pools.vms), or empty this compute and"
                    + " decide.")
            .deciding(
                "nova-disks@" + found.node(),
                new Choice(
                    "replace",
                    "Writes the document's pool: of machines whose disks are in the other place, %s."
                        .formatted(UNFIT))));
  }

  /** User and secret are one thing: the key that libvirt holds under the UUID is that user's. */
  private Optional<Finding> otherTuple(ConfigurationFile now) {
    Optional<String> user = now.value(NovaSettings.SECTION, NovaSettings.USER);
    Optional<String> secret = now.value(NovaSettings.SECTION, NovaSettings.SECRET);
    boolean agrees =
        user.map(action.client().value()::equals).orElse(true)
            && secret.map(found.secret().toString()::equalsIgnoreCase).orElse(true);
    return agrees
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                ErrorCode.SECRET_CONFLICT,
                "%s names the user %s with the secret %s, but %s %s with %s; it gets %s."
                    .formatted(
                        action.file(),
                        user.orElse("(none)"),
                        secret.orElse("(none)"),
                        action.own().isPresent()
                            ? "nova has a user of its own,"
                            : "libvirt and cinder have",
                        action.client(),
                        found.secret(),
                        action.own().isPresent() ? "that" : "theirs"),
                "To keep the secret that nova names, set %s to it."
                    .formatted(
                        action.own().isPresent()
                            ? "libvirt.novaSecretUuid"
                            : "libvirt.secretUuid")));
  }
}
