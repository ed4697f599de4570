package io.mooring.orchestrator.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names a receiver called pager, and one of each chat, on a port at which a test may listen. */
public final class PagerSettings implements QuarkusTestResourceLifecycleManager {
  /** The secret of the specification's example. */
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** Where the receiver is. */
  public static final String URL = "mooring.orchestrator.notifications.pager.url";

  /** Where its secret is. */
  public static final String SECRET_FILE = "mooring.orchestrator.notifications.pager.secret-file";

  /** Where each chat is told, on the port of {@link #URL}. */
  public static final String SLACK = "/services/T0/B0/slack";

  public static final String MATTERMOST = "/hooks/mattermost";
  public static final String MATRIX =
      "/_matrix/client/v3/rooms/!room:example.org/send/m.room.message";

  /** What Matrix wants to see. */
  public static final String MATRIX_TOKEN = "syt_of_nobody";

  private static final String PREFIX = "mooring.orchestrator.notifications.";

  @Override
  public Map<String, String> start() {
    try (ServerSocket free = new ServerSocket(0)) {
      String server = "http://127.0.0.1:" + free.getLocalPort();
      Map<String, String> settings = new HashMap<>();
      settings.put(URL, server + "/hook");
      settings.put(SECRET_FILE, file("pager-secret", SECRET));
      settings.put(PREFIX + "team.form", "slack");
      settings.put(PREFIX + "team.url-file", file("slack-url", server + SLACK));
      settings.put(PREFIX + "team.on", "incident");
      settings.put(PREFIX + "channel.form", "mattermost");
      settings.put(PREFIX + "channel.url", server + MATTERMOST);
      settings.put(PREFIX + "channel.on", "incident");
      settings.put(PREFIX + "room.form", "matrix");
      settings.put(PREFIX + "room.url", server + MATRIX);
      settings.put(PREFIX + "room.secret-file", file("matrix-token", MATRIX_TOKEN));
      settings.put(PREFIX + "room.on", "incident");
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String name, String content) throws IOException {
    Path file = Path.of("target", name).toAbsolutePath();
    Files.writeString(file, content + "\n");
    return file.toString();
  }

  @Override
  public void stop() {
    // Whoever listens is a test.
  }
}
