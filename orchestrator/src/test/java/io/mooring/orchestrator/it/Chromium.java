package io.mooring.orchestrator.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium, driven by the page's own playwright-core on this machine's Node.js: nothing is
 * downloaded.
 */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Path PACKAGES = Path.of("src", "main", "webui", "node_modules");
  private static final Path DRIVER = Path.of("target", "playwright");

  /** A busy machine with two cores is slow. */
  private static final double PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final Browser browser;

  Chromium() {
    if (!Files.exists(PROGRAM)) {
      throw new IllegalStateException(
          "The tests of the page need Chromium, which is not on this machine. Install it (Debian:"
              + " apt-get install --no-install-recommends chromium), or build without the page:"
              + " -Dmooring.webui=false");
    }
    System.setProperty("playwright.cli.dir", driver().toString());
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        "node",
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of("--font-render-hinting=none")));
  }

  /** A browser of somebody: with cookies of its own. */
  BrowserContext somebody(Browser.NewContextOptions options) {
    return browser.newContext(options.setTimezoneId("Europe/Berlin").setLocale("en-GB"));
  }

  /** What is checked for people who see, hear or move otherwise. */
  static String axe() {
    try {
      return Files.readString(PACKAGES.resolve("axe-core/axe.min.js"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** The folder as the Java client expects its driver: the package, and Node.js beside it. */
  private static Path driver() {
    try {
      Files.createDirectories(DRIVER);
      Path link = DRIVER.resolve("package");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, PACKAGES.resolve("playwright-core").toAbsolutePath());
      return DRIVER.toAbsolutePath();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
