package io.mooring.keyring;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.FilePath;
import io.mooring.node.FileState.Present;
import io.mooring.node.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What tests of plans begin with. */
final class Given {
  static final FilePath PATH = new FilePath("/etc/ceph/file");

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
