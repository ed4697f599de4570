package io.mooring.orchestrator.it;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a browser complains of: errors of scripts, what the policy refused, what was not found. */
final class Faults {
  private static final String LOST = "net::ERR_";

  private final List<String> found = new CopyOnWriteArrayList<>();
  private boolean connectionsAreLost;

  void watch(Page page) {
    page.onConsoleMessage(message -> note(page, message));
    page.onPageError(error -> found.add(page.url() + ": " + error));
  }

  /** From now on connections break because the test wants it. */
  void expectLostConnections() {
    connectionsAreLost = true;
  }

  List<String> all() {
    return List.copyOf(found);
  }

  private void note(Page page, ConsoleMessage message) {
    boolean bad = message.type().equals("error") || message.type().equals("warning");
    if (bad && !(connectionsAreLost && message.text().contains(LOST))) {
      found.add(page.url() + ": " + message.text());
    }
  }
}
