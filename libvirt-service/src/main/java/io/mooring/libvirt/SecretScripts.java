package io.mooring.libvirt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The shell scripts around libvirt's secrets.
 *
 * @param inspect lists the secrets and compares one with the key on standard input
 * @param define defines a secret with the key on standard input
 * @param undo takes back what define did
 */
record SecretScripts(String inspect, String define, String undo) {

  static SecretScripts load() {
    return new SecretScripts(
        resource("inspect-secret.sh"), resource("define-secret.sh"), resource("undo-secret.sh"));
  }

  private static String resource(String name) {
    try (InputStream stream = SecretScripts.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
