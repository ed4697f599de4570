package io.mooring.libvirt;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ConfigureDeployer;
import io.mooring.contracts.Action.DefineSecret;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.Secret;
import io.mooring.node.WriteResult;
import io.mooring.node.layout.HostFile;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.Runner;
import io.mooring.node.layout.StartList;
import io.mooring.participant.step.FormerFile;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The files from which a libvirt in a container gets its secret whenever the container is made
 * anew: what is only told to libvirt itself is lost then.
 *
 * @param secret its UUID
 * @param action what was asked for
 * @param wanted the files that are to be written, with what they are now
 * @param list the list that has to name their directory, if it does not
 * @param entry what it has to say
 * @param handedOn whether the node with the role deployer tells the next deployment
 */
record LastingSecret(
    UUID secret,
    DefineSecret action,
    Map<HostFile, FileState> wanted,
    Optional<FileState.Present> list,
    Optional<Runner.Copy> entry,
    boolean handedOn) {
  private static final AccountName ROOT = new AccountName("root");
  private static final int MODE = 0600;
  private static final int LARGEST_LIST = 256 * 1024;
  private static final String DIRECTORY = "/etc/libvirt/secrets";
  private static final String XML =
      """
      <secret ephemeral='no' private='no'>
        <uuid>%s</uuid>
        <usage type='ceph'>
          <name>%s</name>
        </usage>
      </secret>
      """;

  /** Looks; empty where libvirt keeps its secrets by itself. */
  static Optional<LastingSecret> look(
      StepContext context, Layout libvirt, UUID secret, DefineSecret action, Optional<Secret> key) {
    if (!libvirt.file(xml(secret)).copied()) {
      return Optional.empty();
    }
    Map<HostFile, FileState> wanted = new LinkedHashMap<>();
    differs(
        context,
        libvirt.file(xml(secret)),
        Optional.of(definition(secret, action.usage())),
        wanted);
    differs(context, libvirt.file(value(secret)), key, wanted);
    return Optional.of(
        new LastingSecret(
            secret,
            action,
            wanted,
            list(context, libvirt.file(xml(secret))),
            libvirt.file(xml(secret)) instanceof HostFile.Unlisted unlisted
                ? Optional.of(unlisted.entry())
                : Optional.empty(),
            context.dispatch().facts().containsKey(ConfigureDeployer.FACT)));
  }

  private static void differs(
      StepContext context, HostFile file, Optional<Secret> content, Map<HostFile, FileState> into) {
    FileState state = context.node().stat(file.path());
    boolean same =
        content.isPresent()
            && state instanceof FileState.Present present
            && present.sha256().equals(content.get().sha256());
    if (!same) {
      into.put(file, state);
    }
  }

  private static Optional<FileState.Present> list(StepContext context, HostFile file) {
    return file instanceof HostFile.Unlisted unlisted
            && context.node().read(unlisted.list(), LARGEST_LIST)
                instanceof FileState.Present present
            && !StartList.names(present.content(), DIRECTORY)
            && StartList.with(present.content(), unlisted.entry(), ROOT.value(), true).isPresent()
        ? Optional.of(present)
        : Optional.empty();
  }

  /** The plan with the files that are written beside. */
  Plan in(Plan plan) {
    List<Change> changes = new ArrayList<>();
    wanted.forEach(
        (file, state) ->
            changes.add(
                Change.of(
                    state instanceof FileState.Absent ? Change.Kind.CREATE : Change.Kind.UPDATE,
                    file.path().value(),
                    "so that libvirt has the secret when its container is made anew")));
    list.ifPresent(
        present ->
            changes.add(
                Change.of(
                    Change.Kind.UPDATE,
                    present.path().value(),
                    "copies the secrets into place when the container starts")));
    return changes.isEmpty() || handedOn
        ? plan.also(changes)
        : plan.also(changes)
            .noticing(
                List.of(
                    Finding.warning(
                        ErrorCode.MANAGED_ELSEWHERE,
                        "What deploys libvirt's container writes these files anew.",
                        "Give the node from which kolla-ansible is run the role deployer, or give"
                            + " it"
                            + " the secret yourself: %s: %s in passwords.yml,"
                                .formatted(variable(), secret)
                            + " and the keyring below /etc/kolla/config/nova.")));
  }

  /** Where kolla-ansible keeps the UUID. */
  private String variable() {
    return switch (action.owner()) {
      case CINDER -> "cinder_rbd_secret_uuid";
      case NOVA -> "rbd_secret_uuid";
    };
  }

  /** Writes what differs; the list last, so that it never names what is not there. */
  Outcome write(StepContext context, Secret key, Plan plan) {
    List<Map.Entry<FileWrite, FileState>> writes = new ArrayList<>();
    wanted.forEach(
        (file, state) -> {
          boolean definition = file.path().value().endsWith(".xml");
          Secret content = definition ? definition(secret, action.usage()) : key;
          writes.add(Map.entry(new FileWrite(file.path(), content, ROOT, ROOT, MODE), state));
        });
    list.ifPresent(present -> writes.add(Map.entry(listed(present), present)));
    for (Map.Entry<FileWrite, FileState> each : writes) {
      if (context.node().write(each.getKey(), each.getValue(), context.fence())
          instanceof WriteResult.Conflict conflict) {
        return Outcome.failed(
            ErrorCode.FILE_CHANGED,
            "Somebody has changed %s on %s meanwhile; it was left alone."
                .formatted(conflict.actual().path(), context.node().address().name()));
      }
    }
    return Outcome.asPlanned(plan);
  }

  private FileWrite listed(FileState.Present present) {
    byte[] content =
        StartList.with(present.content(), entry.orElseThrow(), ROOT.value(), true).orElseThrow();
    return new FileWrite(
        present.path(), Secret.of(content), present.owner(), present.group(), present.mode());
  }

  /** Puts back what was there before; what went wrong, if something did. */
  static Optional<Outcome> putBack(StepContext context, Layout libvirt, UUID secret) {
    if (!libvirt.file(xml(secret)).copied()) {
      return Optional.empty();
    }
    List<FilePath> files = new ArrayList<>(libvirt.startList().stream().toList());
    files.add(libvirt.file(value(secret)).path());
    files.add(libvirt.file(xml(secret)).path());
    for (FilePath file : files) {
      Outcome outcome = FormerFile.putBack(context, file);
      if (!(outcome instanceof Outcome.Succeeded)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  private static Secret definition(UUID secret, String usage) {
    return Secret.of(XML.formatted(secret, usage));
  }

  private static FilePath xml(UUID secret) {
    return new FilePath(DIRECTORY + "/" + secret + ".xml");
  }

  private static FilePath value(UUID secret) {
    return new FilePath(DIRECTORY + "/" + secret + ".base64");
  }
}
