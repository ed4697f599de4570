package io.mooring.ceph;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a real cluster (Pacific, three OSDs) answered. */
final class Recorded {
  static final CephAccess CEPH =
      new CephAccess(
          new NodeAddress(
              new NodeName("mon"),
              "127.0.0.1",
              22,
              new AccountName("root"),
              new CredentialName("lab"),
              null),
          new ClusterName("ceph"),
          CephAccess.Run.HOST);

  private Recorded() {}

  static String text(String name) {
    try (InputStream stream = Recorded.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Answers answers(int questions, String text) {
    return Answers.read(questions, text.getBytes(StandardCharsets.UTF_8), "");
  }
}
