package io.mooring.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL where root may make no user namespace, as in many containers; a chroot is one such
 * place.
 */
class DatabaseAccountIT {
  /** Accounts and data of the test are seen only in its own mounts. */
  private static final String IN_A_CHROOT =
      """
      root=$SCRATCH/root
      mkdir -p "$root"
      mount --rbind / "$root"
      cp -a /etc "$SCRATCH/etc"
      mount --bind "$SCRATCH/etc" "$root/etc"
      mount -t tmpfs tmpfs "$root/var/lib"
      exec chroot "$root" bash -euc "$SCRIPT"
      """;

  private static final String SCRIPT =
      """
      ! unshare -U true 2>/dev/null || { echo "this chroot allows user namespaces"; exit 3; }
      for piece in home install jdk process servers; do . "$ROOT/deploy/standalone/lib/$piece.sh"; done
      find_jdk
      make_home
      choose_postgres_place
      start_database
      wait_until 60 database database_ready
      echo "runs as $(stat -c %U "/proc/$(alive database)")"
      stop database INT 30
      start_database
      wait_until 60 database database_ready
      stop database INT 30
      """;

  @TempDir Path scratch;

  @Test
  void whereRootMayMakeNoUserNamespacePostgresRunsAsAnAccountOfItsOwn() throws Exception {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");

    Shell shell =
        Shell.start(
            Shell.TOP,
            scratch.resolve("output"),
            Map.of(
                "SCRATCH", scratch.toString(),
                "SCRIPT", SCRIPT,
                "ROOT", Shell.TOP.toString(),
                "MOORING_HOME", scratch.resolve("home").toString(),
                "MOORING_DATABASE_PORT", String.valueOf(freePort())),
            List.of("unshare", "--mount", "--propagation", "private", "bash", "-euc", IN_A_CHROOT));

    assertThat(shell.exit()).as(shell.said()).isZero();
    assertThat(shell.said()).contains("runs as mooring-database");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
