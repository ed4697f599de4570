package io.mooring.node;

import com.hierynomus.sshj.userauth.certificate.Certificate;
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
  private static final String AUTHORITY = "@cert-authority ";
  private static final String REVOKED = "@revoked ";
  private static final int HOST_CERTIFICATE = 2;
  private static final List<String> CERTIFICATES =
      Stream.of(
              "ssh-ed25519",
              "ecdsa-sha2-nistp256",
              "ecdsa-sha2-nistp384",
              "ecdsa-sha2-nistp521",
              "rsa-sha2-512",
              "rsa-sha2-256")
          .map(name -> name + "-cert-v01@openssh.com")
          .toList();
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
    if (ofHost.stream().anyMatch(entry -> revokes(entry, key))) {
      return Verdict.MISMATCH;
    }
    if (ofHost.stream().anyMatch(entry -> matches(entry, host, key))) {
      return Verdict.KNOWN;
    }
    return ofHost.isEmpty() ? Verdict.UNKNOWN : Verdict.MISMATCH;
  }

  /** The algorithms of a host's known keys, so that it shows one of these. */
  List<String> algorithms(String host, int port) {
    List<String> algorithms = new ArrayList<>();
    for (KnownHostEntry entry : ofHost(host, port)) {
      if (entry.getLine().startsWith(AUTHORITY)) {
        algorithms.addAll(CERTIFICATES);
      } else if (!entry.getLine().startsWith(REVOKED)) {
        if (entry.getType() == KeyType.RSA) {
          algorithms.addAll(List.of("rsa-sha2-512", "rsa-sha2-256"));
        }
        algorithms.add(entry.getType().toString());
      }
    }
    return algorithms.stream().distinct().toList();
  }

  /** The fingerprint as {@code ssh-keygen -l} prints it. */
  static String fingerprint(PublicKey key) {
    PublicKey plain = key instanceof Certificate<?> certificate ? certificate.getKey() : key;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob(plain));
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

  private static boolean matches(KnownHostEntry entry, String host, PublicKey key) {
    boolean authority = entry.getLine().startsWith(AUTHORITY);
    try {
      boolean fits =
          key instanceof Certificate<?> certificate
              ? authority && holds(certificate, host)
              : !authority;
      return fits && entry.verify(key);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** SSHJ checks signature, dates and host name for some of its key exchanges only. */
  private static boolean holds(Certificate<?> certificate, String host) throws IOException {
    return certificate.getType() == HOST_CERTIFICATE
        && certificate.getCritOptions().isEmpty()
        && KeyType.CertUtils.verifyHostCertificate(blob(certificate), certificate, host) == null;
  }

  private static boolean revokes(KnownHostEntry entry, PublicKey key) {
    String line = entry.getLine();
    if (!line.startsWith(REVOKED)) {
      return false;
    }
    Base64.Encoder base64 = Base64.getEncoder();
    List<String> words = List.of(line.split(" "));
    return key instanceof Certificate<?> certificate
        ? words.contains(base64.encodeToString(certificate.getSignatureKey()))
            || words.contains(base64.encodeToString(blob(certificate.getKey())))
        : words.contains(base64.encodeToString(blob(key)));
  }

  private static byte[] blob(PublicKey key) {
    return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
  }
}
