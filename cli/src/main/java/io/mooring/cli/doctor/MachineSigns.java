package io.mooring.cli.doctor;

import io.mooring.cli.api.Counted;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What can be seen on the machine where Mooring runs: its ports, its disk, its files. */
public final class MachineSigns {
  private static final long MEBIBYTE = 1L << 20;
  private static final long LEAST_FREE = 1024;
  private static final long SOON_FULL = 5 * 1024;
  private static final int PATIENCE_MILLIS = 500;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path home;

  /** Looks at the data in this folder. */
  public MachineSigns(Path home) {
    this.home = home;
  }

  /**
   * A port that Mooring uses here.
   *
   * @param subject what listens there
   * @param number the port
   * @param variable how another one is chosen
   */
  public record Port(String subject, int number, String variable) {}

  /** Free space where the data are. */
  public Sign disk() {
    try {
      long free = Files.getFileStore(home).getUsableSpace() / MEBIBYTE;
      String seen = free + " MiB free below " + home;
      if (free < LEAST_FREE) {
        return Sign.wrong(
            "disk",
            seen,
            "The database and the broker stop when it is full.",
            "Make room; sagas are kept for mooring.orchestrator.history.keep-for.");
      }
      return free < SOON_FULL
          ? Sign.warning("disk", seen, "The database and the broker grow.", "Make room soon.")
          : Sign.good("disk", seen);
    } catch (IOException e) {
      return Sign.wrong(
          "disk", home + " can't be looked at: " + e.getMessage(), "", "Is MOORING_HOME right?");
    }
  }

  /**
   * Who listens.
   *
   * @param running whether Mooring answers, so that its ports have to be in use
   */
  public List<Sign> ports(List<Port> ports, boolean running) {
    return ports.stream().map(port -> port(port, running)).toList();
  }

  private static Sign port(Port port, boolean running) {
    String subject = "port " + port.number();
    boolean used = listens(port.number());
    if (used == running) {
      return Sign.good(subject, used ? "in use, for the " + port.subject() : "free");
    }
    return used
        ? Sign.warning(
            subject,
            "in use although Mooring does not answer",
            "If another program has it, the " + port.subject() + " cannot start.",
            "See who: ss -ltnp 'sport = :%d'. Another port: %s=PORT mooring up"
                .formatted(port.number(), port.variable()))
        : Sign.warning(
            subject,
            "nobody listens",
            "The " + port.subject() + " is elsewhere, or not there.",
            "If it should be here: mooring up");
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
      return true;
    } catch (IOException free) {
      return false;
    }
  }

  /** Files with secrets, each of which only its owner may read. */
  public List<Sign> secrets() {
    List<Path> files = new ArrayList<>();
    files.add(home.resolve("token"));
    files.add(home.resolve("postgres").resolve("password"));
    try (Stream<Path> credentials = Files.list(home.resolve("credentials"))) {
      credentials.filter(MachineSigns::isSecret).forEach(files::add);
    } catch (IOException none) {
      // Said below by the number of files.
    }
    List<Sign> open =
        files.stream()
            .filter(Files::isRegularFile)
            .sorted(Comparator.comparing(Path::toString))
            .flatMap(file -> open(file).stream())
            .toList();
    long looked = files.stream().filter(Files::isRegularFile).count();
    return open.isEmpty()
        ? List.of(
            Sign.good(
                "secrets",
                Counted.of(looked, "file")
                    + (looked == 1 ? ", for its owner alone" : ", for their owner alone")))
        : open;
  }

  /** Public keys and certificates are for everybody. */
  private static boolean isSecret(Path file) {
    return !file.toString().endsWith(".pub") && !file.toString().endsWith(".crt");
  }

  private static List<Sign> open(Path file) {
    try {
      // Of what a link leads to: a link itself is open to all, and says nothing.
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      return OWNER_ONLY.containsAll(mode)
          ? List.of()
          : List.of(
              Sign.wrong(
                  "secrets",
                  file + " has mode " + PosixFilePermissions.toString(mode),
                  "Others on this machine can read or change it.",
                  "chmod 600 " + file + "; if others were here, replace the secret too."));
    } catch (IOException e) {
      return List.of(
          Sign.warning(
              "secrets",
              file + " can't be looked at: " + e.getMessage(),
              "Its mode is not known.",
              "Use the account that started Mooring."));
    }
  }
}
