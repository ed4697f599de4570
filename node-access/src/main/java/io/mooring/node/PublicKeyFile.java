package io.mooring.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/** Reads public keys and certificates, and the open part of private keys, as ssh-keygen writes. */
final class PublicKeyFile {
  private static final String MAGIC = "openssh-key-v1\0";
  private static final int LARGEST = 64 * 1024;

  private PublicKeyFile() {}

  /**
   * The key or certificate in a file of one line: type, base64, comment.
   *
   * @throws IOException when there is none
   */
  static PublicKey read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is too large for a public key");
    }
    String[] words = Files.readString(file).strip().split("\\s+");
    if (words.length < 2) {
      throw new IOException(file + " holds no public key");
    }
    return decode(words[1]);
  }

  static Optional<PublicKey> readIfThere(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * The key in base64.
   *
   * @throws IOException when it is none
   */
  static PublicKey decode(String base64) throws IOException {
    try {
      return new Buffer.PlainBuffer(Base64.getDecoder().decode(base64)).readPublicKey();
    } catch (RuntimeException malformed) {
      throw new IOException("not a public key", malformed);
    }
  }

  /** Whether the text is a private key in OpenSSH's format that has a passphrase. */
  static boolean isEncrypted(String text) {
    String body =
        text.lines().filter(line -> !line.startsWith("-----")).reduce("", String::concat).strip();
    try {
      Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(Base64.getDecoder().decode(body));
      byte[] magic = new byte[MAGIC.length()];
      buffer.readRawBytes(magic);
      return new String(magic, StandardCharsets.US_ASCII).equals(MAGIC)
          && !buffer.readString().equals("none");
    } catch (IllegalArgumentException | Buffer.BufferException anotherFormat) {
      return false;
    }
  }
}
