package io.mooring.keyring;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.FileState.Present;
import io.mooring.node.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What tests of plans begin with. */
final class Given {
  static final FilePath PATH = new FilePath("/etc/ceph/file");
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

  private Given() {}

  static Present file(String content, String owner, String group, int mode) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Present(
        PATH,
        Secret.of(bytes).sha256(),
        new AccountName(owner),
        new AccountName(group),
        mode,
        bytes.length,
        Instant.EPOCH,
        bytes);
  }
}
