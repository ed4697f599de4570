package io.mooring.cli.command;

import io.mooring.cli.draft.Draft;
import io.mooring.cli.draft.DraftDocument;
import io.mooring.cli.draft.NodeLook;
import io.mooring.cli.draft.SiteFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the first draft of a document. */
@Command(
    name = "init",
    description = {
      "Make the first draft of a document, from what is there already and by questions.",
      "At a terminal it asks, and looks at the nodes that you name by your own ssh (it reads only)."
          + " With --from it asks nothing. Comments say where each value came from; what is unknown"
          + " is marked with QUESTION."
    },
    footer = {
      "",
      "Examples:",
      "  mooring init --file site.yaml",
      "  mooring init --from multinode --from /etc/ceph/ceph.conf > site.yaml",
      "  mooring init --from clouds.yaml --look 10.0.0.11 --look 10.0.0.12"
    })
public final class InitCommand implements Callable<Integer> {
  private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "An inventory of Ansible in INI or YAML (kolla-ansible's multinode, ceph-ansible's),"
              + " openstack-ansible's openstack_user_config.yml, ceph-ansible's group_vars with"
              + " openstack_pools and openstack_keys, a clouds.yaml or a ceph.conf; may be"
              + " repeated.")
  private List<Path> from = List.of();

  @Option(
      names = "--look",
      paramLabel = "ADDRESS",
      description = "A node to look at by ssh; may be repeated.")
  private List<String> looked = List.of();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Where it is written, if nothing is there yet; else to standard output.")
  private Path file;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "As whom ssh, and later Mooring, logs in.")
  private String user;

  /** Runs on this terminal. */
  public InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Draft draft = new Draft();
    if (user != null) {
      draft.put("ssh.user", user, "--user");
    }
    from.forEach(source -> read(source, draft));
    List<String> addresses = looked;
    if (from.isEmpty() && looked.isEmpty()) {
      if (!terminal.answered()) {
        throw wrong("Nobody can be asked here. Say where to look: --from FILE or --look ADDRESS");
      }
      addresses = ask(draft);
    }
    addresses.forEach(address -> look(address, draft));
    write(DraftDocument.lines(draft));
    return ExitCode.SUCCEEDED;
  }

  private void read(Path source, Draft draft) {
    try {
      String text = Files.readString(source);
      if (!SiteFiles.read(String.valueOf(source.getFileName()), text, draft)) {
        throw wrong(
            source
                + " is neither an inventory of Ansible or openstack-ansible, nor group_vars of"
                + " ceph-ansible with pools, nor a clouds.yaml, nor a ceph.conf.");
      }
    } catch (NoSuchFileException e) {
      throw wrong("There is no file " + source + ".");
    } catch (IOException e) {
      throw wrong(source + " can't be read: " + e.getMessage());
    }
  }

  /** Asks what nothing can be found out from; the addresses of the nodes. */
  private List<String> ask(Draft draft) {
    draft.put(
        "name",
        asked("Name of the integration", "site", NAME, "lower case, digits, dashes"),
        "you");
    draft.put("ssh.user", asked("Log in as", "root", "[a-z_][a-z0-9_-]*", "a user's name"), "you");
    draft.put(
        "ssh.credential",
        asked(
            "Name of the private key in the credentials directory",
            "site",
            "[A-Za-z0-9._-]+",
            "a file's name"),
        "you");
    String nodes =
        asked(
            "Addresses of all nodes, Ceph's and OpenStack's, separated by spaces",
            "",
            "[A-Za-z0-9][A-Za-z0-9.:_-]*( +[A-Za-z0-9][A-Za-z0-9.:_-]*)*",
            "addresses or names, separated by spaces");
    return List.of(nodes.split(" +"));
  }

  /** Asks until the answer can be used; nothing at all takes the default. */
  private String asked(String question, String usual, String form, String expected) {
    for (int tries = 0; tries < 3; tries++) {
      String shown = usual.isEmpty() ? question + ": " : question + " [" + usual + "]: ";
      String answer = terminal.ask(shown);
      if (answer.isEmpty() && !usual.isEmpty()) {
        return usual;
      }
      if (answer.matches(form)) {
        return answer;
      }
      terminal.err().println("That can't be used; expected: " + expected + ".");
    }
    throw wrong("No usable answer to: " + question);
  }

  private void look(String address, Draft draft) {
    String login = draft.value("ssh.user").map(Draft.Found::value).orElse("root");
    String program = Optional.ofNullable(terminal.environment().get("MOORING_SSH")).orElse("ssh");
    NodeLook.Seen seen = new NodeLook(program).at(login, address);
    if (seen.node().isEmpty()) {
      terminal.err().println(address + " could not be looked at: " + seen.trouble());
      draft.note("QUESTION: %s could not be looked at. What is it for?".formatted(address));
      return;
    }
    seen.node()
        .ifPresent(
            node -> {
              terminal
                  .err()
                  .println(
                      address
                          + ": "
                          + node.name()
                          + ", "
                          + (node.roles().isEmpty()
                              ? "nothing of ours"
                              : String.join(", ", node.roles())));
              if (node.roles().isEmpty()) {
                draft.note(
                    "QUESTION: nothing was found on %s (%s). What is it for?"
                        .formatted(node.name(), address));
              } else {
                draft.add(node);
              }
            });
  }

  private void write(List<String> lines) {
    if (file == null) {
      lines.forEach(terminal.out()::println);
      terminal.out().flush();
      return;
    }
    try {
      Files.write(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      terminal
          .err()
          .println("Written: " + file + ". Answer its questions, then: mooring plan -f " + file);
    } catch (FileAlreadyExistsException e) {
      throw wrong(file + " is there already, and is not written over.");
    } catch (IOException e) {
      throw wrong(file + " can't be written: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
