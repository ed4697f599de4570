package io.mooring.orchestrator.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Names a receiver called pager, on a port at which a test may listen. */
public final class PagerSettings implements QuarkusTestResourceLifecycleManager {
  /** The secret of the specification's example. */
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** Where the receiver is. */
  public static final String URL = "mooring.orchestrator.notifications.pager.url";

  /** Where its secret is. */
  public static final String SECRET_FILE = "mooring.orchestrator.notifications.pager.secret-file";

  @Override
  public Map<String, String> start() {
    try (ServerSocket free = new ServerSocket(0)) {
      Path secret = Path.of("target", "pager-secret").toAbsolutePath();
      Files.writeString(secret, SECRET + "\n");
      return Map.of(
          URL, "http://127.0.0.1:" + free.getLocalPort() + "/hook", SECRET_FILE, secret.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // Whoever listens is a test.
  }
}
