package io.mooring.node;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PublicKey;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/**
 * A credential of the credentials directory: a private key {@code NAME}, its passphrase in {@code
 * NAME.passphrase} if it has one, its certificate in {@code NAME-cert.pub} if it has one. Where
 * only {@code NAME.pub} is there, or the passphrase is missing, the SSH agent is asked to sign.
 */
final class Credential {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final Set<PosixFilePermission> GROUP =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  private final NodeAddress address;
  private final Path directory;
  private final Optional<Path> agent;
  private final Path key;
  private final Path passphrase;
  private final Path publicKey;

  Credential(NodeAddress address, NodeAccessSettings settings) {
    this.address = address;
    this.directory = settings.credentials();
    this.agent = settings.agent();
    this.key = directory.resolve(address.credential().value());
    this.passphrase = directory.resolve(address.credential() + ".passphrase");
    this.publicKey = directory.resolve(address.credential() + ".pub");
  }

  /**
   * Fails before anything is connected when there is no such credential, or others may read it.
   *
   * @throws NodeFailure when the credential cannot be used
   */
  void check() {
    if (Files.isReadable(key)) {
      refuseOpenModes(key);
      refuseOpenModes(passphrase);
    } else if (!Files.isReadable(publicKey)) {
      throw new NodeFailure(
          ErrorCode.CREDENTIAL_MISSING,
          "There is no readable private key \"%s\" in the credentials directory %s, which %s needs."
              .formatted(address.credential(), directory, address.name()));
    }
  }

  /** How to log in with it. */
  AuthMethod login(SSHClient client) {
    if (Files.isReadable(key) && (Files.isReadable(passphrase) || !isEncrypted())) {
      return new AuthPublickey(load(client));
    }
    SshAgent signer =
        agent
            .map(SshAgent::new)
            .orElseThrow(
                () ->
                    missing(
                        "needs its passphrase in the file %s, or an SSH agent (SSH_AUTH_SOCK) that"
                            + " holds it",
                        passphrase));
    try {
      PublicKey plain = PublicKeyFile.read(publicKey);
      Optional<PublicKey> certificate =
          PublicKeyFile.readIfThere(directory.resolve(address.credential() + "-cert.pub"));
      return new AgentLogin(signer, plain, certificate.orElse(plain));
    } catch (IOException unreadable) {
      throw missing(
          "is asked of the SSH agent, for which its public key must be in the file %s", publicKey);
    }
  }

  private KeyProvider load(SSHClient client) {
    try {
      KeyProvider keys =
          Files.isReadable(passphrase)
              ? client.loadKeys(
                  key.toString(),
                  PasswordUtils.createOneOff(
                      Files.readString(passphrase).stripTrailing().toCharArray()))
              : client.loadKeys(key.toString());
      keys.getPrivate();
      return keys;
    } catch (IOException | RuntimeException unreadable) {
      throw Files.exists(passphrase)
          ? missing("is no private key that the passphrase in %s opens", passphrase)
          : missing("(%s) is no private key in a format that can be read", key);
    }
  }

  /** A file in OpenSSH's format tells only inside, in base64, whether it is encrypted. */
  private boolean isEncrypted() {
    try {
      String text = Files.readString(key);
      return text.contains("ENCRYPTED") || PublicKeyFile.isEncrypted(text);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private NodeFailure missing(String why, Path file) {
    return new NodeFailure(
        ErrorCode.CREDENTIAL_MISSING,
        "The credential \"%s\", which %s needs, %s."
            .formatted(address.credential(), address.name(), why.formatted(file)));
  }

  /** As ssh does, but a group may read a file of another owner: so are secrets mounted. */
  private void refuseOpenModes(Path file) {
    try {
      if (!Files.exists(file)) {
        return;
      }
      Set<PosixFilePermission> modes = new HashSet<>(Files.getPosixFilePermissions(file));
      boolean ours = ownerOf(file).equals(ownerOf(Path.of("/proc/self")));
      Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
      if (ours) {
        open.addAll(GROUP);
      }
      modes.retainAll(open);
      if (!modes.isEmpty()) {
        throw new NodeFailure(
            ErrorCode.CREDENTIAL_UNSAFE,
            "The file %s, which %s needs, may be read or changed by other accounts of this machine."
                .formatted(file, address.name()));
      }
    } catch (IOException unreadable) {
      throw missing("is in the file %s, whose mode cannot be read", file);
    }
  }

  private static Object ownerOf(Path file) throws IOException {
    return Files.getAttribute(file, "unix:uid");
  }
}
