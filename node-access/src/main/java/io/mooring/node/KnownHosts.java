package io.mooring.node;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts.KnownHostEntry;

/** The host keys that we were told to trust, from one known_hosts file or a directory of them. */
final class KnownHosts {
  /** What the files say about a key. */
  enum Verdict {
    KNOWN,
    UNKNOWN,
    MISMATCH
  }

  private static final int SSH_PORT = 22;
  private final List<KnownHostEntry> entries;

  private KnownHosts(List<KnownHostEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads the files; those that are missing hold nothing.
   *
   * @throws IOException when a file is there and cannot be read
   */
  static KnownHosts load(Path fileOrDirectory) throws IOException {
    List<KnownHostEntry> entries = new ArrayList<>();
    for (Path file : files(fileOrDirectory)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        entries.addAll(new OpenSSHKnownHosts(reader).entries());
      }
    }
    return new KnownHosts(entries);
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? List.of(path) : List.of();
    }
    try (Stream<Path> children = Files.list(path)) {
      return children
          .filter(Files::isRegularFile)
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** What the files say about the key that a server shows. */
  Verdict judge(String host, int port, PublicKey key) {
    List<KnownHostEntry> ofHost = ofHost(host, port);
    if (ofHost.stream().anyMatch(entry -> matches(entry, key))) {
      return Verdict.KNOWN;
    }
    return ofHost.isEmpty() ? Verdict.UNKNOWN : Verdict.MISMATCH;
  }

  /** The algorithms of a host's known keys, so that it shows one of these. */
  List<String> algorithms(String host, int port) {
    List<String> algorithms = new ArrayList<>();
    for (KnownHostEntry entry : ofHost(host, port)) {
      if (entry.getType() == KeyType.RSA) {
        algorithms.addAll(List.of("rsa-sha2-512", "rsa-sha2-256"));
      }
      algorithms.add(entry.getType().toString());
    }
    return algorithms.stream().distinct().toList();
  }

  /** The fingerprint as {@code ssh-keygen -l} prints it. */
  static String fingerprint(PublicKey key) {
    byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }

  private List<KnownHostEntry> ofHost(String host, int port) {
    String name = port == SSH_PORT ? host : "[" + host + "]:" + port;
    return entries.stream().filter(entry -> appliesTo(entry, name)).toList();
  }

  private static boolean appliesTo(KnownHostEntry entry, String name) {
    try {
      return entry.appliesTo(name);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean matches(KnownHostEntry entry, PublicKey key) {
    try {
      return entry.verify(key);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
